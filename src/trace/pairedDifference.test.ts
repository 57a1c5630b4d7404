import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { pairedDifference } from './pairedDifference.ts';

test('an example by hand: differences 1, 2, 3 have mean 2 and interval ±4.303/√3', () => {
  const { mean, halfWidth, isClear } = pairedDifference([10, 10, 10], [11, 12, 13]);
  expect(mean).toBeCloseTo(2, 12);
  expect(halfWidth).toBeCloseTo(4.303 / Math.sqrt(3), 3);
  expect(isClear).toBe(false);
});

test('one pair has a difference and no interval; none has neither', () => {
  expect(pairedDifference([3], [5])).toEqual({ mean: 2, halfWidth: NaN, isClear: false });
  expect(pairedDifference([], []).mean).toBeNaN();
  expect(pairedDifference([1, NaN, 3], [2, 5, 4]).mean).toBe(1);
});

test('the interval holds the true difference about 95 times in 100', () => {
  const random = xoroshiro128plus(7);
  const uniform = (): number => (random.next() >>> 0) / 4294967296;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  let held = 0;
  const trials = 4_000;
  for (let trial = 0; trial < trials; trial += 1) {
    const shared = Array.from({ length: 6 }, () => 50 * normal());
    const first = shared.map((value) => value + normal());
    const second = shared.map((value) => value + 3 + normal());
    const { mean, halfWidth } = pairedDifference(first, second);
    if (Math.abs(mean - 3) <= halfWidth) held += 1;
  }
  // Four standard deviations of a share of 0.95 in 4,000 trials: 0.014.
  expect(Math.abs(held / trials - 0.95)).toBeLessThan(0.014);
});
