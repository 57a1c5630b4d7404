import { expect, test } from 'vitest';
import { curveSummary, curveTable, pointText } from './curveText.ts';

const point = (epoch: number, trainLoss: number, testLoss: number) => ({
  epoch,
  step: epoch * 10,
  trainLoss,
  testLoss,
  trainAccuracy: 0.9,
  testAccuracy: 0.85,
  batchLoss: Number.NaN,
});

test('first, best and last in sentences', () => {
  expect(curveSummary([point(0, 0.5, 0.6)])).toBe('No training yet.');
  expect(curveSummary([point(0, 0.5, 0.6), point(40, 0.02, 0.05), point(90, 0.01, 0.08)])).toBe(
    'The training loss fell from 0.500 to 0.010 by epoch 90. The test loss is 0.080, at its least 0.050 at epoch 40. The test accuracy is 85.0\u202f%.',
  );
});

test('a long run becomes a short table with its first and last point', () => {
  const history = Array.from({ length: 2_000 }, (_, i) => point(i, 1 / (i + 1), 2 / (i + 1)));
  const { head, rows } = curveTable(history, true);
  expect(head).toEqual(['Epoch', 'Training loss', 'Test loss', 'Training accuracy', 'Test accuracy']);
  expect(rows).toHaveLength(12);
  expect(rows[0]).toEqual(['0', '1.000', '2.000', '90.0\u202f%', '85.0\u202f%']);
  expect(rows.at(-1)?.[0]).toBe('1,999');
  expect(curveTable(history, false).head).toHaveLength(3);
  const passed = point(5, Number.NaN, Number.NaN);
  expect(
    curveTable([point(0, 1, 1), passed, point(9, 0.5, 0.5)], false).rows.map(([epoch]) => epoch),
  ).toEqual(['0', '9']);
});

test('the point under the cursor', () => {
  expect(pointText(point(2.5, 0.25, Number.NaN))).toBe(
    'Epoch 2.5: loss 0.250, accuracy 90.0\u202f%, test accuracy 85.0\u202f%',
  );
});
