import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GOAL_AT, meterShare } from './meterShare.ts';

test('a loss is half way to its goal in factors, not in differences', () => {
  expect(meterShare({ value: 0.1, from: 1, goal: 0.01, isFromAbove: true })).toBeCloseTo(GOAL_AT / 2, 10);
  expect(meterShare({ value: 1, from: 1, goal: 0.01, isFromAbove: true })).toBe(0);
  expect(meterShare({ value: 0.009, from: 1, goal: 0.01, isFromAbove: true })).toBe(GOAL_AT);
});

test('an epoch is half way at half the epochs', () => {
  expect(meterShare({ value: 50, from: 0, goal: 100 })).toBeCloseTo(GOAL_AT / 2, 10);
  expect(meterShare({ value: 120, from: 0, goal: 100 })).toBe(GOAL_AT);
});

test('nothing is known yet', () => {
  expect(meterShare({})).toBe(0);
});

const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
test('it is between 0 and 1 for any numbers, and reaches the mark exactly where the goal is met', () => {
  fc.assert(
    fc.property(number, number, number, fc.boolean(), (value, goal, from, isFromAbove) => {
      const share = meterShare({ value, goal, from, isFromAbove });
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      if (isFromAbove ? value <= goal : value >= goal) expect(share).toBe(GOAL_AT);
    }),
  );
});
