import { expect, test } from 'vitest';
import { compareRows, type ComparedReport } from './compareRows.ts';

const report = (perSecond: number, p95: number): ComparedReport => ({
  ok: 90,
  sent: 100,
  requestsPerSecond: perSecond,
  latencyMs: { p50: 1, p95, p99: 4 },
  goodput: { perSecond },
  meanBatchSize: 8,
});

test('medians of both sides, and the difference of each pair', () => {
  const rows = compareRows([
    [report(100, 2), report(200, 4)],
    [report(300, 3), report(410, 5)],
    [report(110, 9), report(205, 11)],
  ]);
  const rate = rows.find(({ label }) => label === 'Requests/s')!;
  expect([rate.a, rate.b]).toEqual([110, 205]);
  expect(rate.difference.mean).toBeCloseTo((100 + 110 + 95) / 3, 9);
  expect(rate.difference.isClear).toBe(true);
  const p95 = rows.find(({ label }) => label === 'p95')!;
  expect([p95.a, p95.b, p95.difference.mean]).toEqual([3, 5, 2]);
  expect(rows.find(({ label }) => label === 'Answered')!.a).toBe(90);
});

test('without rounds there are no numbers', () => {
  for (const { a, b } of compareRows([])) expect([a, b]).toEqual([NaN, NaN]);
});
