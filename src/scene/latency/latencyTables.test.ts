import { beforeEach, expect, test } from 'vitest';
import { servingStore } from '#state/servingStore.ts';
import { createSlice, type TraceStats } from '#trace/TraceStats.ts';
import { byLatency, byPercentile, bySize, latencySummary, overTime } from './latencyTables.ts';

/** Two columns of 500 ms: 99 responses of 2 ms, then one of 50 ms and two rejections. */
function stats(): TraceStats {
  const [first, second] = [createSlice(), createSlice()];
  for (let i = 0; i < 99; i++) {
    first.response.add(2);
    first.service.add(1);
  }
  first.outcomes[0] = 99;
  second.response.add(50);
  second.service.add(49);
  second.outcomes[0] = 1;
  second.outcomes[1] = 2;
  const whole = createSlice();
  for (const slice of [first, second]) {
    whole.response.merge(slice.response);
    whole.service.merge(slice.service);
    slice.outcomes.forEach((count, i) => (whole.outcomes[i] = whole.outcomes[i]! + count));
  }
  return {
    fromMs: 0,
    columnMs: 500,
    columns: 2,
    requestsBySize: [0, 10, 0, 0, 90],
    whole: () => whole,
    grouped: () => [first, second],
    inFlightMeans: () => Float64Array.of(8, 4),
    queuedMeans: () => Float64Array.of(1, 0),
  } as unknown as TraceStats;
}

beforeEach(() => servingStore.setState({ clockStepMs: 0 }));

test('one sentence on all of it', () => {
  expect(latencySummary(stats())).toBe(
    '100 responses: p50 2.01, p95 2.01, p99 2.01, max 50.0 ms. 2 requests were not answered.',
  );
});

test('over time: one row per interval', () => {
  expect(overTime(stats()).rows).toEqual([
    ['0', '99', '0', '2.00', '2.00', '2.00', '8.0', '1.0'],
    ['500', '1', '2', '50.0', '50.0', '50.0', '4.0', '0.0'],
  ]);
});

test('by percentile, from the schedule and from sending', () => {
  const { rows } = byPercentile(stats());
  expect(rows[0]).toEqual(['p50', '2.01', '1.00']);
  expect(rows.at(-1)).toEqual(['Max', '50.0', '49.0']);
});

test('the steps of the histogram hold every response once', () => {
  const { rows } = byLatency(stats());
  expect(rows).toHaveLength(12);
  expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(100);
  expect(rows.at(-1)).toEqual(['up to 50.0', '1', '1.0\u202f%']);
});

test('batches by size', () => {
  expect(bySize(stats()).rows).toEqual([
    ['1', '10.0', '10'],
    ['4', '22.5', '90'],
  ]);
});
