/** What leaves comes back: the same experiment, and the same parameters. */
import { expect, test } from 'vitest';
import { flatOf } from '../testing/flatOf.ts';
import { exportFiles, MODEL_FORMATS } from '../registry.ts';
import { modelOf } from '../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../testing/sampleModels.ts';
import type { ModelToExport } from '../ModelToExport.ts';
import type { GivenFile } from './ImportedModel.ts';
import { placeModel, type PlacedModel } from './placeModel.ts';
import { readModel } from './readModel.ts';

const { experiment: present } = modelOf({});

const filesOf = (name: string, model: ModelToExport): GivenFile[] =>
  exportFiles(
    MODEL_FORMATS.find((format) => format.name === name)!,
    model,
  ).map((file) => ({
    name: file.name,
    bytes: 'bytes' in file ? file.bytes : new TextEncoder().encode(file.text),
  }));

const back = (name: string, model: ModelToExport): PlacedModel =>
  placeModel(readModel(filesOf(name, model)), present);

test.each(['onnx', 'safetensors', 'tfjs'])('%s brings back experiment and parameters', (name) => {
  for (const model of [...sampleModels(), digitsModel()]) {
    const { experiment, parameters, epoch, step } = back(name, model);
    expect(experiment).toEqual(model.experiment);
    expect([epoch, step]).toEqual([model.epoch, model.step]);
    const wanted = flatOf(model.layers);
    // TensorFlow.js has the scaling in its first layer, where it costs a rounding.
    const isExact =
      name !== 'tfjs' || !model.inputs.some((input) => input.kind === 'number' && input.deviation !== 1);
    if (isExact) expect(parameters).toEqual(wanted);
    else wanted.forEach((value, i) => expect(Math.abs(parameters[i]! - value)).toBeLessThan(2e-5));
  }
});

test('the network of somebody else is put on the present data where it fits, else told what it needs', () => {
  const model = modelOf({
    network: { hidden: [{ units: 3, activation: 'relu' }], output: { activation: 'sigmoid' } },
  });
  const { layers } = readModel(filesOf('onnx', model));
  const placed = placeModel({ layers }, present);
  expect(placed.experiment.network.hidden).toEqual([{ units: 3, activation: 'relu' }]);
  expect(placed.experiment.network.output.activation).toBe('sigmoid');
  expect(placed.experiment.data).toEqual(present.data);
  const iris = modelOf({ data: { set: 'iris' } }).experiment;
  expect(() => placeModel({ layers }, iris)).toThrow(
    'takes 2 numbers and answers 1 number; the present data give 4 and ask for 3',
  );
});
