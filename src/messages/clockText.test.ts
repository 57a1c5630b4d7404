import { expect, test } from 'vitest';
import { latencyText, meanText } from './clockText.ts';

test.each([
  // [ms, step, text]
  [3.489, 0, '3.49'],
  [3.489, 0.005, '3.49'],
  [3.489, 0.1, '3.5'],
  [3.489, 1, '3'],
  [7.01, 1, '7'],
  [1, 1, '1'],
  [0.9999999, 1, '1'],
  [0, 1, 'under 1'],
  [0, 0.1, 'under 0.1'],
  [0.1, 0.1, '0.1'],
  [0, 16.7, 'under 16.7'],
  [33.4, 16.7, '33'],
  // One step, as sums of a coarse clock have it: no less than a step.
  [16.6669921875, 16.6667, '17'],
  [0, 16.6667, 'under 16.7'],
  [12.34, 0.1, '12.3'],
  [180.6, 0.1, '181'],
  [Number.NaN, 1, '–'],
])('%f ms on a clock of %f ms is %s', (ms, step, text) => {
  expect(latencyText(ms, step)).toBe(text);
});

test('the mean of many is finer than the clock', () => {
  // Ten thousand batches of 0.05 ms on a clock of 1 ms: known to a hundredth.
  expect(meanText(0.0523, 1, 10_000)).toBe('0.05');
  expect(meanText(0.0523, 1, 4)).toBe('under 0.5');
  expect(meanText(0.0523, 0.1, 10_000)).toBe('0.052');
  expect(meanText(3.4567, 1, 1_000_000)).toBe('3.46');
  expect(meanText(3.4567, 1, 1)).toBe('3');
});
