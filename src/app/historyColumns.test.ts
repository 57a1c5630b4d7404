import { expect, test } from 'vitest';
import { historyColumns } from './historyColumns.ts';

const point = {
  epoch: 0,
  step: 0,
  trainLoss: 1,
  testLoss: 2,
  trainAccuracy: 0.5,
  testAccuracy: 0.4,
  batchLoss: NaN,
};

test('one list per metric, null where it was not measured', () => {
  const unmeasured = { testLoss: NaN, trainLoss: NaN, trainAccuracy: NaN, testAccuracy: NaN };
  expect(historyColumns([point, { ...point, ...unmeasured, epoch: 1, step: 25, batchLoss: 0.8 }])).toEqual({
    epoch: [0, 1],
    step: [0, 25],
    trainLoss: [1, null],
    testLoss: [2, null],
    trainAccuracy: [0.5, null],
    testAccuracy: [0.4, null],
    batchLoss: [null, 0.8],
  });
});

test('regression has no accuracy', () => {
  const columns = historyColumns([{ ...point, trainAccuracy: NaN, testAccuracy: NaN }]);
  expect(columns).not.toHaveProperty('trainAccuracy');
  expect(columns.trainLoss).toEqual([1]);
});
