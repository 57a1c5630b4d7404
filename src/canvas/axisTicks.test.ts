import { expect, it } from 'vitest';
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';

it.each([
  [0, 1],
  [0, 0.8],
  [0, 230],
  [0, 12_345],
  [0.4, 1],
  [-3, 7],
])('ticks of %s to %s are round, inside and at most five', (low, high) => {
  const ticks = linearTicks(low, high, 5);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(5);
  for (const tick of ticks) {
    expect(tick).toBeGreaterThanOrEqual(low - 1e-9);
    expect(tick).toBeLessThanOrEqual(high + 1e-9);
  }
});

it('an axis from zero has two ticks at least, however narrow and wherever it ends', () => {
  expect(linearTicks(0, 4.66, 2)).toEqual([0, 4]);
  for (let high = 0.01; high < 1_000; high *= 1.013) {
    for (const most of [2, 3, 4, 5]) {
      const { length } = linearTicks(0, high, most);
      expect(length, `0 to ${high}`).toBeGreaterThanOrEqual(2);
      expect(length).toBeLessThanOrEqual(most);
    }
  }
});

it('ticks decades, thinned when there are many and finer when there is one', () => {
  expect(decadeTicks(0.01, 1, 4)).toEqual([0.01, 0.1, 1]);
  expect(decadeTicks(1e-9, 1, 4).length).toBeLessThanOrEqual(4);
  expect(decadeTicks(0.02, 0.5, 4).length).toBeGreaterThanOrEqual(2);
});

it('writes ticks short, with a true minus', () => {
  expect([0, 0.01, -2.5, 20_000, 2_500_000, 0.00001].map(tickText)).toEqual([
    '0',
    '0.01',
    '−2.5',
    '20k',
    '2.5M',
    '1e−5',
  ]);
});
