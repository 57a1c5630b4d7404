import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTrace } from '#trace/RequestTrace.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { arrivalsOf, drawnArrivals } from './arrivals.ts';

function ringOf(plannedMs: readonly number[], capacity = 16): TraceRing {
  const ring = new TraceRing(capacity);
  ring.add({ ...createTrace(plannedMs.length), plannedMs: Float64Array.from(plannedMs) });
  return ring;
}

test('the arrivals of a load are its scheduled times in order, whatever the outcomes', () => {
  const time = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(fc.array(time, { maxLength: 16 }), (plannedMs) => {
      const arrivals = arrivalsOf({ ring: ringOf(plannedMs), leftOut: 0 });
      expect([...arrivals]).toEqual(plannedMs.toSorted((a, b) => a - b));
    }),
  );
});

test('of a load larger than the ring, the newest, from the first of them on', () => {
  const ring = ringOf([0, 10, 20, 40, 30, 50], 4);
  expect([...arrivalsOf({ ring, leftOut: 0 })]).toEqual([0, 10, 20, 30]);
  expect([...arrivalsOf({ ring: ringOf([5, 7]), leftOut: 3 })]).toEqual([0, 2]);
});

test('drawn arrivals follow the given rates', () => {
  const rates = [2_000, 0, 8_000, -5, 4_000];
  const arrivals = drawnArrivals(rates, 5_000, 7);
  const counts = rates.map(
    (_, slice) => arrivals.filter((ms) => ms >= slice * 1_000 && ms < (slice + 1) * 1_000).length,
  );
  expect(counts[1]).toBe(0);
  expect(counts[3]).toBe(0);
  for (const [slice, rate] of [
    [0, 2_000],
    [2, 8_000],
    [4, 4_000],
  ] as const) {
    // Four standard deviations of a Poisson count.
    expect(Math.abs(counts[slice]! - rate)).toBeLessThan(4 * Math.sqrt(rate));
  }
  expect(arrivals.every((ms, index) => index === 0 || ms >= arrivals[index - 1]!)).toBe(true);
  expect(drawnArrivals(rates, 5_000, 7)).toEqual(arrivals);
  expect(drawnArrivals([1e9], 1_000, 1)).toHaveLength(131_072);
});
