import { expect, test } from 'vitest';
import { lawRows } from './lawRows.ts';
import { lostText } from './lostText.ts';

type Report = Parameters<typeof lawRows>[0];

const latency = (p50: number, p99: number) => ({
  mean: p50,
  p50,
  p90: p99,
  p95: p99,
  p99,
  p999: p99,
  max: p99,
});
const priority = {
  sent: 100,
  ok: 100,
  rejected: 0,
  timedOut: 0,
  cancelled: 0,
  wasted: 0,
  failed: 0,
  latencyMs: latency(2, 9),
};
const report = {
  ...priority,
  goodput: { goalMs: 10, ok: 100, perSecond: 1_000, share: 1 },
  littlesLaw: { inFlightMean: 2, perSecond: 1_000, timeMeanMs: 2.04, product: 2, ratio: 1 },
  latencyMs: latency(2, 9),
  serviceMs: latency(2, 9),
  cacheHits: 0,
  clockStepMs: 0.1,
  byPriority: [{ ...priority, priority: 1 }],
} as unknown as Report;
const row = (given: Partial<Report>, label: string): string | undefined =>
  lawRows({ ...report, ...given }, { batchMs: 5, batches: 100 }).find(([name]) => name === label)?.[1];

test('goodput is a share of the requests sent: a server that refuses nearly all is not good', () => {
  expect(row({}, 'Within 10 ms')).toBe('1,000/s, 100.0\u202f% of requests');
  const refusing = { ok: 5, goodput: { goalMs: 10, ok: 5, perSecond: 50, share: 0.05 } };
  expect(row(refusing, 'Within 10 ms')).toBe('50.0/s, 5.0\u202f% of requests');
});

test('the mean of many batches is finer than the step of the clock', () => {
  expect(row({ clockStepMs: 1 }, 'Mean batch time')).toBe('under 0.1 ms, 100 batches');
  const many = lawRows({ ...report, clockStepMs: 1 }, { batchMs: 500, batches: 10_000 });
  expect(many[1]).toEqual(['Mean batch time', '0.05 ms, 10,000 batches']);
});

test('an open loop reports what waiting to be sent has cost', () => {
  const rate = { askedPerSecond: 100, achievedPerSecond: 100 };
  expect(row({ rate }, 'p99 since due')).toBe('9.0 ms, sent on time');
  expect(row({ rate, latencyMs: latency(2, 471), serviceMs: latency(2, 1.8) }, 'p99 since due')).toBe(
    '471 ms; since sent 1.8 ms',
  );
  expect(row({}, 'p99 since due')).toBeUndefined();
});

test('where requests differ in priority, each priority has a row', () => {
  const low = { ...priority, priority: 3, ok: 10, timedOut: 90, latencyMs: latency(15, 19) };
  const byPriority = [{ ...priority, priority: 1 }, low];
  expect(row({ byPriority }, 'Priority 1')).toBe('p50 2.0, p99 9.0 ms, 100.0\u202f% answered');
  expect(row({ byPriority }, 'Priority 3')).toBe('p50 15.0, p99 19.0 ms, 10.0\u202f% answered');
  expect(row({}, 'Priority 1')).toBeUndefined();
});

test('unanswered requests are named by outcome', () => {
  expect(lostText({ rejected: 3_463, timedOut: 588, cancelled: 0, failed: 1 })).toBe(
    '3,463 rejected, 588 timed out, 1 failed',
  );
  expect(lostText({ rejected: 0, timedOut: 0, cancelled: 0, failed: 0 })).toBe('');
});
