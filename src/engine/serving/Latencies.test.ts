import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELATIVE_ERROR } from '../../trace/LatencyHistogram.ts';
import { ArrivalSchedule } from './ArrivalSchedule.ts';
import { EXACT_LIMIT, Latencies } from './Latencies.ts';

const SHARES = { p50: 50, p90: 90, p95: 95, p99: 99 } as const;
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
    const none = { p50: NaN, p90: NaN, p95: NaN, p99: NaN, max: NaN };
    expect(new Latencies().exact()).toEqual(none);
    expect(new Latencies().sketched()).toEqual(none);
  });

  it('goes on from the sketch when there are too many to keep', () => {
    const book = new Latencies();
    for (let index = 1; index <= EXACT_LIMIT + 1_000; index += 1) book.add(index / 1_000);
    expect(Math.abs(book.exact().p50 / 500.5 - 1)).toBeLessThan(RELATIVE_ERROR);
  });
});

describe('ArrivalSchedule', () => {
  const gaps = (rate: number, seed: number, count: number): number[] => {
    const schedule = new ArrivalSchedule(rate, seed);
    let lastMs = 0;
    return Array.from({ length: count }, () => {
      const gapMs = schedule.nextMs - lastMs;
      lastMs = schedule.nextMs;
      schedule.advance();
      return gapMs;
    });
  };

  it('is a Poisson process: exponential gaps of the asked mean, as many arrivals in a second as its variance says', () => {
    const all = gaps(1_000, 4, 200_000);
    const mean = all.reduce((sum, gap) => sum + gap, 0) / all.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.01);
    for (const t of [0.1, 0.5, 1, 2, 4]) {
      const longer = all.filter((gap) => gap > t).length / all.length;
      expect(Math.abs(longer - Math.exp(-t))).toBeLessThan(0.005);
    }
    // Gaps do not remember: neighbours are uncorrelated.
    const together = all.slice(1).reduce((sum, gap, index) => sum + (gap - mean) * (all[index]! - mean), 0);
    expect(Math.abs(together / all.length)).toBeLessThan(0.01);
  });

  it('is the same for the same seed, another for another', () => {
    expect(gaps(50, 9, 3_000)).toEqual(gaps(50, 9, 3_000));
    expect(gaps(50, 9, 10)).not.toEqual(gaps(50, 10, 10));
  });
});
