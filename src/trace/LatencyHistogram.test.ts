import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LatencyHistogram, RELATIVE_ERROR } from './LatencyHistogram.ts';

const SHARES = [0, 0.5, 0.9, 0.95, 0.99, 0.999, 1];
const latencies = fc.array(fc.double({ min: 0.002, max: 500_000, noNaN: true }), {
  minLength: 1,
  maxLength: 400,
});

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

const nearestRank = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

describe('percentiles', () => {
  test('are off by no more than the stated share of their value', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = histogramOf(values).percentiles(SHARES);
        SHARES.forEach((share, i) => {
          const exact = nearestRank(sorted, share);
          expect(Math.abs((found[i] ?? 0) - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR * 1.0001);
        });
      }),
    );
  });
  test('of one value are that value, of none are no number', () => {
    expect(histogramOf([3.21]).percentiles([0.5, 0.99])).toEqual([3.21, 3.21]);
    expect(new LatencyHistogram().percentiles([0.5])).toEqual([Number.NaN]);
  });
  test('what is shorter than a clock can tell counts as the shortest', () => {
    const histogram = histogramOf([0, 0, 0]);
    expect(histogram.percentiles([0.5])[0]).toBe(0);
    expect(histogram.count).toBe(3);
  });
});

test('merged histograms are the histogram of all their values, in any order of merging', () => {
  fc.assert(
    fc.property(fc.array(latencies, { minLength: 1, maxLength: 6 }), (parts) => {
      const whole = histogramOf(parts.flat());
      const merged = new LatencyHistogram();
      for (const part of parts.toReversed()) merged.merge(histogramOf(part));
      expect(merged.count).toBe(whole.count);
      expect([merged.minMs, merged.maxMs]).toEqual([whole.minMs, whole.maxMs]);
      expect(merged.percentiles(SHARES)).toEqual(whole.percentiles(SHARES));
      expect(merged.sumMs).toBeCloseTo(whole.sumMs, 3);
    }),
  );
});

test('counting up to a limit is exact but for values within the error of it', () => {
  fc.assert(
    fc.property(latencies, fc.double({ min: 0.01, max: 500_000, noNaN: true }), (values, limitMs) => {
      const counted = histogramOf(values).countUpTo(limitMs);
      const sure = values.filter((value) => value <= limitMs * (1 - 2 * RELATIVE_ERROR)).length;
      const possible = values.filter((value) => value <= limitMs * (1 + 2 * RELATIVE_ERROR)).length;
      expect(counted).toBeGreaterThanOrEqual(sure);
      expect(counted).toBeLessThanOrEqual(possible);
    }),
  );
});

test('every value is in one bucket, and clearing forgets all', () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const histogram = histogramOf(values);
      let held = 0;
      let last = 0;
      histogram.eachBucket((latencyMs, count) => {
        expect(latencyMs).toBeGreaterThanOrEqual(last);
        last = latencyMs;
        held += count;
      });
      expect(held).toBe(values.length);
      histogram.clear();
      expect([histogram.count, histogram.maxMs, histogram.sumMs]).toEqual([0, Number.NaN, 0]);
      histogram.add(2);
      expect(histogram.percentiles([0, 1])).toEqual([2, 2]);
    }),
  );
});
