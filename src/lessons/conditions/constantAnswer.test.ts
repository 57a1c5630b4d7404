import { expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { constantAnswer, rSquared } from './constantAnswer.ts';

const dataOf = (set: 'ripple' | 'multi-gaussian' | 'circle') =>
  prepareData(parseExperiment({ data: { set, seed: 1 } }), null);

test.each([
  ['ripple', 0.0477],
  ['multi-gaussian', 0.0505],
] as const)('%s: always answering the mean costs %d', (set, loss) => {
  const found = constantAnswer(dataOf(set), 'halfSquaredError')!;
  expect(found.baseline).toBeCloseTo(loss, 4);
  expect(found.best).toBeLessThanOrEqual(found.baseline);
  expect(constantAnswer(dataOf(set), 'meanSquaredError')!.baseline).toBeCloseTo(2 * found.baseline, 9);
});

test('R² is 1 without a loss, 0 for the mean of the test part, and unknown for other losses', () => {
  const found = constantAnswer(dataOf('ripple'), 'halfSquaredError')!;
  expect(rSquared(0, found, 'halfSquaredError')).toBe(1);
  expect(rSquared(found.best, found, 'halfSquaredError')).toBe(0);
  expect(rSquared(0, found, 'huber')).toBeNaN();
});

test('classes have none', () => expect(constantAnswer(dataOf('circle'), 'halfSquaredError')).toBeNull());
