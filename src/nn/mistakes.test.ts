import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricsOfOutputs } from './metrics.ts';
import { calibrationOf, cellOf, sampleResults, worstOf } from './mistakes.ts';

const RESULTS = sampleResults({
  task: 'binary',
  loss: 'halfSquaredError',
  activation: 'tanh',
  logits: Float32Array.from([2, -1, 0.1, -3]),
  targets: Float32Array.from([1, 1, -1, -1]),
  count: 4,
  units: 1,
});

test('the loss and class of each sample, by hand', () => {
  expect([...RESULTS.truths]).toEqual([1, 1, 0, 0]);
  expect([...RESULTS.predictions]).toEqual([1, 0, 1, 0]);
  for (const [n, z] of [2, -1, 0.1, -3].entries()) {
    const t = n < 2 ? 1 : -1;
    expect(RESULTS.losses[n]).toBeCloseTo((Math.tanh(z) - t) ** 2 / 2, 6);
  }
  expect([...worstOf(RESULTS, 2)]).toEqual([1, 2]);
  expect([...worstOf({ losses: Float32Array.of(1, NaN, 3) }, 9)]).toEqual([1, 2, 0]);
  expect([...cellOf(RESULTS, 1, 0)]).toEqual([1]);
  expect([...cellOf(RESULTS, 0, 0)]).toEqual([3]);
});

test('cells and losses are those of the metrics', () => {
  const rows = fc
    .integer({ min: 1, max: 40 })
    .chain((count) =>
      fc.tuple(
        fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 3 * count, maxLength: 3 * count }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: count, maxLength: count }),
      ),
    );
  fc.assert(
    fc.property(rows, ([z, classes]) => {
      const count = classes.length;
      const given = {
        task: 'multiclass',
        loss: 'categoricalCrossentropy',
        activation: 'softmax',
        logits: Float32Array.from(z),
        targets: Float32Array.from(classes.flatMap((k) => [0, 1, 2].map((i) => (i === k ? 1 : 0)))),
        count,
        units: 3,
      } as const;
      const results = sampleResults(given);
      const { loss, confusion } = metricsOfOutputs(given);
      expect(results.losses.reduce((sum, value) => sum + value, 0) / count).toBeCloseTo(loss, 4);
      for (let truth = 0; truth < 3; truth++) {
        for (let prediction = 0; prediction < 3; prediction++) {
          expect(cellOf(results, truth, prediction).length).toBe(confusion![truth * 3 + prediction]);
        }
      }
      const { bins, ece, count: seen } = calibrationOf(results, [0, 1], 10);
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(seen);
      expect(ece).toBeGreaterThanOrEqual(0);
      expect(ece).toBeLessThanOrEqual(1);
    }),
  );
});

test('a network that is as sure as it is right has no calibration error', () => {
  // Eight answers with a confidence of 6/8, of which six are right; eight of 5/8, of which five are.
  const outputs = Float32Array.from({ length: 16 }, (_, n) => (n < 8 ? 0.75 : 0.625));
  const truths = Int16Array.from({ length: 16 }, (_, n) => Number(n % 8 < (n < 8 ? 6 : 5)));
  const predictions = new Int16Array(16).fill(1);
  const results = { count: 16, units: 1, outputs, losses: outputs, truths, predictions };
  const { bins, ece } = calibrationOf(results, [0, 1], 8);
  expect(ece).toBe(0);
  expect(bins.filter(({ count }) => count > 0).map(({ to, accuracy }) => [to, accuracy])).toEqual([
    [0.625, 0.625],
    [0.75, 0.75],
  ]);
  // All right: an error of 1/4 in half of the samples, of 3/8 in the others.
  expect(calibrationOf({ ...results, truths: predictions }, [0, 1], 8).ece).toBe(5 / 16);
  // The class of a low output is the other one; tanh has its middle at 0.
  const low = { ...results, predictions: new Int16Array(16), truths: truths.map((k) => 1 - k) };
  expect(calibrationOf({ ...low, outputs: outputs.map((o) => 1 - o) }, [0, 1], 8).ece).toBe(0);
  expect(calibrationOf({ ...low, outputs: outputs.map((o) => 1 - 2 * o) }, [-1, 1], 8).ece).toBe(0);
});
