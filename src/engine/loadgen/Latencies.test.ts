import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELATIVE_ERROR } from '#trace/LatencyHistogram.ts';
import { EXACT_LIMIT, Latencies } from './Latencies.ts';

const SHARES = { p50: 50, p90: 90, p95: 95, p99: 99, p999: 99.9 } as const;
const values = fc.array(fc.double({ min: 0.002, max: 500_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

/** Nearest rank by its definition: the smallest value such that at least p % are no larger. */
function byDefinition(sorted: readonly number[], percent: number): number {
  return sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length)!;
}

describe('Latencies', () => {
  it('has exact nearest-rank percentiles, and sketched ones within the stated error', () => {
    fc.assert(
      fc.property(values, (latencies) => {
        const book = new Latencies();
        for (const value of latencies) book.add(value);
        const sorted = latencies.toSorted((a, b) => a - b);
        for (const [name, percent] of Object.entries(SHARES) as [keyof typeof SHARES, number][]) {
          const truth = byDefinition(sorted, percent);
          expect(book.exact()[name]).toBe(Math.fround(truth));
          expect(Math.abs(book.sketched()[name] / truth - 1)).toBeLessThan(RELATIVE_ERROR + 1e-6);
        }
        expect(book.exact().max).toBe(sorted.at(-1));
      }),
    );
  });

  it('has none where there are no values', () => {
    const none = { mean: NaN, p50: NaN, p90: NaN, p95: NaN, p99: NaN, p999: NaN, max: NaN };
    expect(new Latencies().exact()).toEqual(none);
    expect(new Latencies().sketched()).toEqual(none);
  });

  it('goes on from the sketch when there are too many to keep', () => {
    const book = new Latencies();
    for (let index = 1; index <= EXACT_LIMIT + 1_000; index += 1) book.add(index / 1_000);
    expect(Math.abs(book.exact().p50 / 500.5 - 1)).toBeLessThan(RELATIVE_ERROR);
  });
});
