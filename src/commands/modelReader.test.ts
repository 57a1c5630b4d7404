import { beforeEach, expect, test } from 'vitest';
import { linkedRunOf } from '#client/linkedRuns.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { exportFiles, MODEL_FORMATS } from '#models/registry.ts';
import { modelOf } from '#models/testing/modelOf.ts';
import { experimentStore, startWith } from '#state/experimentStore.ts';
import { readModelFiles } from './modelReader.ts';

beforeEach(() => startWith(defaultExperiment('circle')));

test('a model opens with its experiment and begins with its weights', async () => {
  const model = modelOf({ data: { set: 'iris' } });
  const onnx = MODEL_FORMATS.find(({ name }) => name === 'onnx')!;
  const [file] = exportFiles(onnx, model);
  const bytes = file && 'bytes' in file ? file.bytes : new Uint8Array();
  const experiment = await readModelFiles([{ name: 'iris.onnx', bytes }]);
  expect(experiment).toEqual(model.experiment);
  const { checkpoint } = linkedRunOf(experiment)!;
  expect([checkpoint.epoch, checkpoint.step]).toEqual([600, 9_600]);
  const { kernel } = model.layers[0]!;
  expect(checkpoint.state.slice(0, kernel.length)).toEqual(kernel);
  // Opening is for the caller.
  expect(experimentStore.getState().experiment.data.set).toBe('circle');
});

test('an experiment of its own opens as text; a model.json asks for its weights', async () => {
  const json = (value: object) => new File([JSON.stringify(value)], 'a.json');
  expect((await readModelFiles([json({ data: { set: 'spiral' } })])).data.set).toBe('spiral');
  const config = [{ class_name: 'Dense', config: { name: 'a', units: 1 } }];
  const manifest = [
    { paths: ['weights.bin'], weights: [{ name: 'a/kernel', shape: [2, 1], dtype: 'float32' }] },
  ];
  const model = { modelTopology: { class_name: 'Sequential', config }, weightsManifest: manifest };
  await expect(readModelFiles([json(model)])).rejects.toThrow('weights.bin belongs to this model');
});

test('what is too large is not read', async () => {
  const huge = { name: 'a.onnx', bytes: { length: 70_000_000 } as Uint8Array };
  await expect(readModelFiles([huge])).rejects.toThrow(/a\.onnx has 70\.0.MB; at most 64/);
});
