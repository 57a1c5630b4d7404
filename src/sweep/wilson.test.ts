import { expect, test } from 'vitest';
import { createRandom } from '#nn/Random.ts';
import { wilson } from './wilson.ts';

test('the values of Wilson’s formula', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Table I, method 3.
  const cases = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [successes, trials, low, high] of cases) {
    expect(wilson(successes, trials)[0]).toBeCloseTo(low, 4);
    expect(wilson(successes, trials)[1]).toBeCloseTo(high, 4);
  }
  expect(wilson(20, 20)[1]).toBe(1);
  expect(wilson(0, 0)).toEqual([0, 1]);
});

test('it covers the truth about as often as it says, also for rare successes', () => {
  const random = createRandom(7, 4);
  const lotteries = 2_000;
  for (const chance of [0.05, 0.3, 0.62, 0.9]) {
    let covered = 0;
    for (let lottery = 0; lottery < lotteries; lottery++) {
      let successes = 0;
      for (let i = 0; i < 60; i++) if (random.uniform(0, 1) < chance) successes++;
      const [low, high] = wilson(successes, 60);
      if (low <= chance && chance <= high) covered++;
    }
    // Its coverage wavers around 95 % (0.93 to 0.98 of 60 trials here); the simulation's own standard deviation is 0.5 %.
    expect(covered / lotteries).toBeGreaterThan(0.92);
    expect(covered / lotteries).toBeLessThan(0.99);
  }
});
