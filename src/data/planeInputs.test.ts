import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { MOST_DEVIATIONS } from './formulaScaling.ts';
import { planeGrid, UNIT_MAP_SIDE } from './planeGrid.ts';
import { planeInputs, planeInputValues } from './planeInputs.ts';
import { prepareData } from './prepareData.ts';

const grid = planeGrid(UNIT_MAP_SIDE);
const scalingOf = (text: string) => {
  const [input] = planeInputs([text]);
  if (input?.kind !== 'formula') throw new Error(`${text} is engineered`);
  return input.scaling;
};

test('engineered features enter as they are, formulas with mean 0 and deviation 1 over the plane', () => {
  const values = planeInputValues(grid, planeInputs(['x1^2', 'exp(x1)', 'radius = hypot(x1, x2)']));
  expect(values[0]).toBe(36);
  for (const column of [1, 2]) {
    const all = Array.from({ length: grid.length / 2 }, (_, i) => values[3 * i + column]!);
    const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length).toBeCloseTo(1, 4);
  }
});

test('the range is told, and where there is no number', () => {
  expect(scalingOf('x1*2')).toMatchObject({ min: -12, max: 12, missing: 0 });
  const half = scalingOf('sqrt(x1)');
  expect(half.missing).toBe(0.5);
  expect(half.max).toBeCloseTo(Math.sqrt(6), 6);
  const nowhere = planeInputValues(Float32Array.of(-4, 0), planeInputs(['sqrt(x1)']));
  expect([...nowhere]).toEqual([0]);
});

test('poles and overflows stay finite and within bounds', () => {
  const texts = [
    'tan(x1)',
    '1/x1',
    '1/(x1 - x1)',
    'exp(exp(x1*x2))',
    'log(x1)',
    '1e300*x1',
    'x1*1e-300',
    'x1^99',
  ];
  const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...texts), coordinate, coordinate, (text, x1, x2) => {
      const [value] = planeInputValues(Float32Array.of(x1, x2), planeInputs([text]));
      expect(Math.abs(value!)).toBeLessThanOrEqual(MOST_DEVIATIONS);
    }),
  );
});

test('an input means the same whatever seed, noise and number of samples', () => {
  const of = (seed: number, samples: number) =>
    prepareData(
      parseExperiment({ data: { seed, samples, noise: seed / 10, features: ['x1', 'exp(x1)'] } }),
      null,
    ).toInputs(Float32Array.of(1, 2));
  expect(of(2, 50)).toEqual(of(1, 500));
});

test('points lie above and below the curve, or have the value; noise moves some', () => {
  const above = parseExperiment({ data: { set: 'formula', formula: { text: '2*sin(x1)' } } });
  const { train, classes } = prepareData(above, null);
  expect(classes).toEqual(['−1', '+1']);
  for (let i = 0; i < train.count; i++) {
    expect(train.labels[i]).toBe(Number(train.raw[2 * i + 1]! > 2 * Math.sin(train.raw[2 * i]!)));
  }
  const noisy = prepareData({ ...above, data: { ...above.data, noise: 0.3 } }, null);
  const wrong = noisy.train.labels.filter(
    (label, i) => label !== Number(noisy.train.raw[2 * i + 1]! > 2 * Math.sin(noisy.train.raw[2 * i]!)),
  );
  expect(wrong.length).toBeGreaterThan(5);
  expect(wrong.length).toBeLessThan(noisy.train.count / 2);

  const product = parseExperiment({ data: { set: 'formula', formula: { text: 'x1*x2', labels: 'values' } } });
  const { train: values, task } = prepareData(product, null);
  expect(task).toBe('regression');
  values.labels.forEach((value, i) =>
    expect(value).toBeCloseTo((values.raw[2 * i]! * values.raw[2 * i + 1]!) / 36, 5),
  );
});

test('a formula that has numbers on a strip alone still gives all its points', () => {
  const strip = parseExperiment({ data: { set: 'formula', formula: { text: 'sqrt(x1 - 5.8)' } } });
  const { train, test: rest } = prepareData(strip, null);
  expect(train.count + rest.count).toBe(500);
  expect(train.raw.every((value, i) => i % 2 === 1 || value >= 5.8)).toBe(true);
});

test('the default of the set can be prepared', () => {
  expect(prepareData(defaultExperiment('formula'), null).train.count).toBe(250);
});
