import { expect, test } from 'vitest';
import type { CellResult } from '#state/trainingSweepStore.ts';
import { lotteryOf } from './lottery.ts';

const result = (testLoss: number | null): CellResult => ({
  status: 'done',
  points: testLoss === null ? [] : [{ epoch: 1, step: 1, trainLoss: 1, testLoss }],
  checkpoint: null,
  seconds: 0,
  map: null,
  confusion: null,
});

test('solved are those below the line, best first; one that is not measured is neither', () => {
  const { order, solved, known, interval } = lotteryOf([0.5, 0.05, NaN, 0.1, null, 0.01].map(result), 0.1);
  expect(order.slice(0, 4)).toEqual([5, 1, 3, 0]);
  expect({ solved, known }).toEqual({ solved: 2, known: 5 });
  // 2 of 5 by Wilson: 11.8 % to 76.9 %.
  expect(interval[0]).toBeCloseTo(0.118, 3);
  expect(interval[1]).toBeCloseTo(0.769, 3);
});
