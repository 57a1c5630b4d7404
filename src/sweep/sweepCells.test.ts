import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { countOf, sweepCells, type SweepChoice } from './sweepCells.ts';

const xor = defaultExperiment('xor');
const RATE = 'training.optimizer.learningRate';
const grid = (over: SweepChoice['over'], starts = 1): SweepChoice => ({
  over,
  method: 'grid',
  seed: 1,
  starts,
});

test('a grid is every combination, the last field changing fastest', () => {
  const cells = sweepCells(
    xor,
    grid([
      { path: RATE, values: [0.1, 0.2] },
      { path: 'training.batchSize', values: [1, 5, 9] },
    ]),
  );
  expect(cells.map(({ values }) => Object.values(values))).toEqual([
    [0.1, 1],
    [0.1, 5],
    [0.1, 9],
    [0.2, 1],
    [0.2, 5],
    [0.2, 9],
  ]);
  expect(cells.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(cells[4]!.experiment.training).toMatchObject({ batchSize: 5, optimizer: { learningRate: 0.2 } });
  expect(cells[4]!.seed).toBe(xor.network.seed);
});

test('starts are seeds that follow one another', () => {
  const cells = sweepCells(xor, grid([], 3));
  const { seed } = xor.network;
  expect(cells.map((cell) => cell.seed)).toEqual([seed, seed + 1, seed + 2]);
  expect(cells.map(({ experiment }) => experiment.network.seed)).toEqual([seed, seed + 1, seed + 2]);
});

test('the number of networks is told beforehand, and is the number that is made', () => {
  const list = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      list,
      list,
      fc.integer({ min: 1, max: 3 }),
      fc.option(fc.integer({ min: 1, max: 5 })),
      (a, b, starts, samples) => {
        const choice: SweepChoice = {
          over: [
            { path: 'training.batchSize', values: a },
            { path: 'network.hidden.0.units', values: b },
          ],
          method: samples === null ? 'grid' : 'random',
          samples: samples ?? undefined,
          seed: 4,
          starts,
        };
        const cells = sweepCells(xor, choice);
        expect(cells).toHaveLength(countOf(choice));
        expect(cells.map(({ id }) => id)).toEqual(cells.map((_, i) => i));
        for (const { values, experiment } of cells)
          expect(experiment.training.batchSize).toBe(values['training.batchSize']);
      },
    ),
    { numRuns: 30 },
  );
});

test('random draws lie between the ends, learning rates evenly over decades, the same for one seed', () => {
  const choice = (seed: number): SweepChoice => ({
    over: [
      { path: RATE, values: [0.0001, 1] },
      { path: 'training.dropout', values: [0, 0.5] },
      { path: 'network.initializer', values: ['heNormal', 'zeros'] },
      { path: 'network.hidden.*.units', values: [2, 32] },
    ],
    method: 'random',
    samples: 400,
    seed,
    starts: 1,
  });
  const cells = sweepCells(xor, choice(1));
  const drawn = (path: string): number[] => cells.map(({ values }) => values[path] as number);
  const rates = drawn(RATE);
  expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.0001);
  expect(Math.max(...rates)).toBeLessThanOrEqual(1);
  // A quarter in each decade; 100 ± 4 standard deviations of a binomial, 8.7.
  for (let decade = -4; decade < 0; decade++) {
    const within = rates.filter((rate) => rate >= 10 ** decade && rate < 10 ** (decade + 1)).length;
    expect(Math.abs(within - 100)).toBeLessThan(35);
  }
  const dropouts = drawn('training.dropout');
  expect(Math.abs(dropouts.reduce((sum, value) => sum + value, 0) / 400 - 0.25)).toBeLessThan(0.03);
  expect(
    drawn('network.hidden.*.units').every((units) => Number.isInteger(units) && units >= 2 && units <= 32),
  ).toBe(true);
  expect(new Set(cells.map(({ values }) => values['network.initializer']))).toEqual(
    new Set(['heNormal', 'zeros']),
  );
  expect(sweepCells(xor, choice(1))).toEqual(cells);
  expect(sweepCells(xor, choice(2))).not.toEqual(cells);
});

test('a penalty that may be 0 is sometimes 0, and else above the least that is not', () => {
  const cells = sweepCells(xor, {
    over: [{ path: 'training.l2', values: [0, 0.001, 0.1] }],
    method: 'random',
    samples: 300,
    seed: 1,
    starts: 1,
  });
  const penalties = cells.map(({ values }) => values['training.l2'] as number);
  const zeros = penalties.filter((value) => value === 0).length;
  expect(Math.abs(zeros - 100)).toBeLessThan(33);
  expect(Math.min(...penalties.filter((value) => value > 0))).toBeGreaterThanOrEqual(0.001);
});

test('what cannot be is said', () => {
  const over = [{ path: 'training.batchSize', values: [1] }];
  expect(() => sweepCells(xor, grid([...over, ...over]))).toThrow(/is there twice/);
  expect(() => sweepCells(xor, grid([{ path: RATE, values: [] }]))).toThrow(/has no values/);
  expect(() => sweepCells(xor, grid([{ path: 'network.seed', values: [1, 2] }], 2))).toThrow(/one start/);
  expect(() => sweepCells(xor, grid(over, 1_025))).toThrow(/1,025 networks; a sweep trains up to 1,024/);
});
