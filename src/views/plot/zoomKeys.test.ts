import { expect, it } from 'vitest';
import { rangeWithin, zoomByKey } from './zoomKeys.ts';

const whole = { low: 0, high: 100, log: false };

it('keeps what is shown within the whole, and is the whole where it is all of it', () => {
  expect(rangeWithin(whole, { low: 20, high: 60 })).toEqual({ low: 20, high: 60 });
  expect(rangeWithin(whole, { low: -50, high: 60 })).toEqual({ low: 0, high: 60 });
  expect(rangeWithin(whole, { low: -50, high: 160 })).toBeNull();
  expect(rangeWithin(whole, { low: 50, high: 50 })).toBeNull();
});

it('+ zooms in around the cursor, − out again, 0 and Escape show the whole', () => {
  const half = zoomByKey('+', { whole, range: null, cursor: 20 });
  expect(half).toEqual({ low: expect.closeTo(10, 9) as number, high: expect.closeTo(60, 9) as number });
  expect(zoomByKey('-', { whole, range: half!, cursor: 20 })).toBeNull();
  expect(zoomByKey('Escape', { whole, range: half!, cursor: 20 })).toBeNull();
  expect(zoomByKey('0', { whole, range: half!, cursor: null })).toBeNull();
});

it('leaves other keys, and Escape where nothing is zoomed, to others', () => {
  expect(zoomByKey('ArrowLeft', { whole, range: null, cursor: null })).toBeUndefined();
  expect(zoomByKey('Escape', { whole, range: null, cursor: null })).toBeUndefined();
});

it('zooms by shares of a logarithmic axis, and not without end', () => {
  const log = { low: 1, high: 10_000, log: true };
  const half = zoomByKey('+', { whole: log, range: null, cursor: null })!;
  expect(half.low).toBeCloseTo(10);
  expect(half.high).toBeCloseTo(1_000);
  let range: { low: number; high: number } | null = null;
  for (let i = 0; i < 30; i++) range = zoomByKey('+', { whole, range, cursor: 50 }) ?? range;
  expect(range!.high - range!.low).toBeGreaterThan(0.04);
});
