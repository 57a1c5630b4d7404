import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestIndex, pxToX, shareOf, ticksOf, valueAt, xToPx } from './axisScale.ts';

const frame = { left: 44, top: 18, width: 300, height: 80 };
const axis = fc
  .tuple(
    fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    fc.double({ min: 1.5, max: 1e4, noNaN: true }),
    fc.boolean(),
  )
  .map(([low, ratio, log]) => ({ low, high: low * ratio, log }));

it('finds the value under a pixel again, on linear and logarithmic axes', () => {
  fc.assert(
    fc.property(axis, fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
      expect(shareOf(one, valueAt(one, share))).toBeCloseTo(share, 9);
      const value = valueAt(one, share);
      expect(pxToX(frame, one, xToPx(frame, one, value)) / value).toBeCloseTo(1, 6);
    }),
  );
});

it('keeps a pointer beside the plot within its axis', () => {
  const one = { low: 10, high: 20, log: false };
  expect(pxToX(frame, one, 0)).toBe(10);
  expect(pxToX(frame, one, 1_000)).toBe(20);
});

it('ticks are round in the unit of the axis', () => {
  expect(ticksOf({ low: 0, high: 4_000, log: false }, 5, 1_000)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
});

it('finds the nearest of values in any order', () => {
  expect(nearestIndex([0, 1, 2, 3], 1.2)).toBe(1);
  expect(nearestIndex([0, 1, 2, 3], 1.6)).toBe(2);
  expect(nearestIndex([100, 900, 700], 720)).toBe(2);
  expect(nearestIndex([], 1)).toBe(-1);
});
