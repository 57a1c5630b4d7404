import { expect, it } from 'vitest';
import { axisAround, lossAxis, shareAxis } from './axisRange.ts';

it('goes logarithmic when losses span more than a decade', () => {
  expect(lossAxis([0.5, 0.4])).toMatchObject({ log: false, low: 0 });
  expect(lossAxis([0.8, 0.012])).toEqual({ low: 0.01, high: 1, log: true });
  expect(lossAxis([])).toEqual({ low: 0, high: 1, log: false });
  expect(lossAxis([Number.NaN, Number.POSITIVE_INFINITY]).log).toBe(false);
});

it('starts the accuracy at the round share below the lowest, whatever was not measured', () => {
  expect(shareAxis([0.95, 1]).low).toBe(0.9);
  expect(shareAxis([0.47, 1]).low).toBeCloseTo(0.4);
  expect(shareAxis([Number.NaN, 0.95])).toEqual({ low: 0.9, high: 1, log: false });
});

it('spans all values, and something where there are none', () => {
  const log = axisAround([2, 50, NaN, 0], true);
  expect(log.low).toBeLessThan(2);
  expect(log.high).toBeGreaterThan(50);
  expect(axisAround([], false)).toMatchObject({ low: 0, high: 1 });
  expect(axisAround([], true).low).toBeGreaterThan(0);
});
