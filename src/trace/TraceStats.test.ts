import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LevelOverTime } from './LevelOverTime.ts';
import { OUTCOMES } from './outcomes.ts';
import { createTrace, type RequestTrace } from './RequestTrace.ts';
import { ringOf, sampleTrace } from './testing/sampleTrace.ts';
import { TraceRing } from './TraceRing.ts';
import { TraceStats } from './TraceStats.ts';

describe('LevelOverTime', () => {
  const intervals = fc.array(
    fc
      .tuple(fc.double({ min: 0, max: 16, noNaN: true }), fc.double({ min: 0, max: 16, noNaN: true }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    { maxLength: 30 },
  );
  const expected = (list: readonly (readonly [number, number])[], columns: number, width: number): number[] =>
    Array.from({ length: columns }, (_, column) => {
      const [from, to] = [column * width, (column + 1) * width];
      const overlap = list.map(([start, end]) => Math.max(0, Math.min(end, to) - Math.max(start, from)));
      return overlap.reduce((sum, part) => sum + part, 0) / width;
    });
  const near = (means: Float64Array, truth: readonly number[]): void =>
    truth.forEach((value, i) => expect(means[i]).toBeCloseTo(value, 9));

  test('is the mean of what overlaps each column, also once columns have become wider, twice', () => {
    fc.assert(
      fc.property(intervals, intervals, (before, after) => {
        const level = new LevelOverTime(16);
        for (const [start, end] of before) level.add(start, end);
        near(level.means(16), expected(before, 16, 1));
        level.halve();
        near(level.means(8), expected(before, 8, 2));
        for (const [start, end] of after) level.add(start / 2, end / 2);
        near(level.means(8), expected([...before, ...after], 8, 2));
        level.halve();
        near(level.means(4), expected([...before, ...after], 4, 4));
      }),
    );
  });
});

describe('TraceStats', () => {
  const trace = sampleTrace({ count: 6_000, lossShare: 0.2 });

  function statsOf(
    given: RequestTrace,
    blocks: number,
    stretch?: { fromMs: number; toMs: number },
  ): TraceStats {
    const stats = new TraceStats(stretch);
    const ring = new TraceRing(8_192);
    const size = Math.ceil(given.ids.length / blocks);
    for (let from = 0; from < given.ids.length; from += size) {
      const block = createTrace(Math.min(size, given.ids.length - from));
      for (const name of Object.keys(block) as (keyof RequestTrace)[]) {
        (block[name] as Float64Array).set((given[name] as Float64Array).subarray(from, from + size));
      }
      ring.add(block);
      stats.take(ring);
    }
    return stats;
  }
  const latencies = (from: number, to: number, start: 'plannedMs' | 'sentMs'): number[] => {
    const list: number[] = [];
    trace.deliveredMs.forEach((delivered, i) => {
      if (trace.outcomes[i] === 0 && delivered >= from && delivered < to) {
        list.push(delivered - (trace[start][i] ?? 0));
      }
    });
    return list.sort((a, b) => a - b);
  };

  test('counts every request once, whatever the blocks, and merges columns without loss', () => {
    for (const blocks of [1, 7, 60]) {
      const stats = statsOf(trace, blocks);
      const whole = stats.whole();
      expect(whole.outcomes.reduce((sum, count) => sum + count, 0)).toBe(6_000);
      expect(whole.response.count).toBe(latencies(0, Infinity, 'plannedMs').length);
      expect(stats.columns).toBeGreaterThan(128);
      expect(stats.columns).toBeLessThanOrEqual(256);
      expect(stats.missed).toBe(0);
      const grouped = stats.grouped(5).reduce((sum, slice) => sum + (slice?.response.count ?? 0), 0);
      expect(grouped).toBe(whole.response.count);
    }
  });
  test('response time counts from the planned arrival and service time from sending, each within the stated error', () => {
    const whole = statsOf(trace, 9).whole();
    for (const [name, start] of [
      ['response', 'plannedMs'],
      ['service', 'sentMs'],
    ] as const) {
      const exact = latencies(0, Infinity, start);
      const at = exact[Math.ceil(0.99 * exact.length) - 1] ?? 0;
      expect(Math.abs((whole[name].percentiles([0.99])[0] ?? 0) - at)).toBeLessThanOrEqual(at * 0.00501);
      expect(whole[name].maxMs).toBe(exact.at(-1));
    }
  });
  test('an interval holds what was delivered in it, in columns of its own', () => {
    const stats = statsOf(trace, 4, { fromMs: 200, toMs: 328 });
    expect(stats.columnMs).toBe(0.5);
    const exact = latencies(200, 328, 'plannedMs');
    expect(stats.whole().response.count).toBe(exact.length);
    expect(stats.whole().response.minMs).toBe(exact[0]);
  });
  test('levels agree with the times of the requests', () => {
    const stats = statsOf(trace, 11);
    const area = (means: Float64Array): number => means.reduce((sum, mean) => sum + mean, 0) * stats.columnMs;
    let [flightMs, queueMs] = [0, 0];
    trace.ids.forEach((_, i) => {
      const delivered = trace.deliveredMs[i] ?? 0;
      flightMs += delivered - (trace.sentMs[i] ?? 0);
      const enqueued = trace.enqueuedMs[i] ?? NaN;
      const batched = trace.batchedMs[i] ?? NaN;
      if (!Number.isNaN(enqueued)) queueMs += (Number.isNaN(batched) ? delivered : batched) - enqueued;
    });
    expect(area(stats.inFlightMeans())).toBeCloseTo(flightMs, 4);
    expect(area(stats.queuedMeans())).toBeCloseTo(queueMs, 4);
  });
  test('requests of each batch size are those that were batched', () => {
    const stats = statsOf(trace, 3);
    const batched = trace.batchSizes.filter((size) => size > 0).length;
    expect(stats.requestsBySize.reduce((sum, count) => sum + count, 0)).toBe(batched);
    expect(stats.requestsBySize.length).toBeLessThanOrEqual(9);
  });
  test('requests lost from the ring are counted as lost', () => {
    const stats = new TraceStats();
    stats.take(ringOf(trace, 4_096));
    expect(stats.missed).toBe(6_000 - 4_096);
    expect(stats.whole().outcomes.reduce((sum, count) => sum + count, 0)).toBe(4_096);
  });
  test('levels are complete only up to before the longest of the newest responses', () => {
    const stats = statsOf(trace, 3);
    expect(stats.levelsWholeUntilMs()).toBeLessThan(stats.lastMs);
    expect(stats.levelsWholeUntilMs()).toBeGreaterThan(stats.lastMs - 40);
  });
  test('every way to end is counted', () => {
    const counted = [...statsOf(trace, 3).whole().outcomes];
    OUTCOMES.forEach((_, outcome) =>
      expect(counted[outcome]).toBe(trace.outcomes.filter((held) => held === outcome).length),
    );
  });
});
