import { expect, test } from 'vitest';
import { forward } from '#nn/forward.ts';
import { GOLDEN_ROWS } from './makeGolden.ts';
import { exportFiles, MODEL_FORMATS } from './registry.ts';
import { modelOf, randomParameters } from './testing/modelOf.ts';
import { digitsModel, SAMPLE_INPUTS, sampleModels } from './testing/sampleModels.ts';
import { ACTIVATIONS } from '#nn/vocabulary.ts';

test('the samples have every activation and depth', () => {
  const layers = SAMPLE_INPUTS.flatMap(({ network }) => network?.hidden ?? []);
  expect(new Set(layers.map(({ activation }) => activation))).toEqual(new Set(ACTIVATIONS));
  expect(new Set(SAMPLE_INPUTS.map(({ network }) => network?.hidden?.length))).toEqual(
    new Set([0, 1, 2, 3, 4, 5, 6]),
  );
});

test('golden rows are raw, and their answers those of the network', () => {
  for (const [i, model] of [...sampleModels(), digitsModel()].entries()) {
    const { rows, inputs, outputs } = model.golden;
    expect(rows).toHaveLength(GOLDEN_ROWS);
    expect(rows[0]).toHaveLength(model.columns.length);
    expect(inputs[0]).toHaveLength(model.inputs.length);
    const parameters = randomParameters(model.shape, i < 40 ? i + 1 : 7);
    const answers = forward(model.shape, parameters, Float32Array.from(inputs.flat()), rows.length).at(-1)!;
    outputs.flat().forEach((output, at) => expect(Math.abs(answers[at]! - output)).toBeLessThan(2e-6));
  }
});

test('pixels are bytes', () => {
  const { rows, inputs } = digitsModel().golden;
  expect(rows.flat().every((pixel) => Number.isInteger(pixel) && pixel >= 0 && pixel <= 255)).toBe(true);
  expect(inputs[0]![5]).toBe(Math.fround(rows[0]![5]! / 255));
});

test('weights that are not finite stop an export', () => {
  const { shape } = modelOf({});
  const parameters = randomParameters(shape, 1);
  parameters[3] = Number.POSITIVE_INFINITY;
  expect(() => modelOf({}, 1, parameters)).toThrow('not finite');
});

test('names of formats are unlike, and every export has its golden rows', () => {
  const names = MODEL_FORMATS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const format of MODEL_FORMATS) {
    const model = modelOf({ title: 'Two arms' });
    const files = exportFiles(format, model);
    expect(files.at(-1)?.name).toBe('golden.json');
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    for (const { name } of files) expect(name).toMatch(/^(?!\/)(?!.*\.\.)[\w./-]+$/);
    expect(format.howToRun(model)).toHaveLength(3);
  }
});
