import { describe, expect, it, test } from 'vitest';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { meanBatchLatencyMs } from './batchLatency.ts';
import { meanBatchQueueMs } from './batchQueue.ts';

/** The same queue, event by event: whatever waits when the server is free goes as one batch. */
function simulatedMs(
  timeOf: (size: number) => number,
  perSecond: number,
  count: number,
  most: number,
): number {
  const random = xoroshiro128plus(7);
  const gapMs = (): number => (-Math.log(1 - uniformFloat64(random)) * 1000) / perSecond;
  const waiting: number[] = [];
  let arrivalMs = gapMs();
  let freeMs = 0;
  let totalMs = 0;
  let served = 0;
  while (served < count) {
    const startMs = Math.max(freeMs, waiting[0] ?? arrivalMs);
    for (; arrivalMs <= startMs; arrivalMs += gapMs()) waiting.push(arrivalMs);
    const batch = waiting.splice(0, most);
    freeMs = startMs + timeOf(batch.length);
    for (const ms of batch) totalMs += freeMs - ms;
    served += batch.length;
  }
  return totalMs / served;
}

/** Padded to powers of two, and cheaper per request in large batches. */
const stairs = (size: number): number => 0.2 + 0.05 * 2 ** Math.ceil(Math.log2(size));
const sizes = [1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 64, 65, 128];
const measured = sizes.map((size) => ({ size, ms: stairs(size) }));

describe('mean latency from measured batches', () => {
  it.each([500, 2_000, 5_000, 10_000, 15_000])('is that of a simulation at %d/s', (perSecond) => {
    const theory = meanBatchQueueMs(measured, perSecond, 128);
    expect(theory / simulatedMs(stairs, perSecond, 400_000, 128)).toBeCloseTo(1, 1.5);
  });

  it.each([0.2, 0.5, 0.8])('is that of the closed form where the times lie on a line, λα = %d', (load) => {
    const cost = { alphaMs: 0.25, tauMs: 8 };
    const times = [1, 4_096].map((size) => ({ size, ms: cost.alphaMs * size + cost.tauMs }));
    const perSecond = (1000 * load) / cost.alphaMs;
    const ratio = meanBatchQueueMs(times, perSecond, 4_096) / meanBatchLatencyMs(cost, perSecond);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });

  it('counts what the largest batch leaves behind', () => {
    const line = (size: number): number => 1 + 0.1 * size;
    const times = [1, 16].map((size) => ({ size, ms: line(size) }));
    // 16 every 2.6 ms are 6,154 a second.
    for (const perSecond of [3_000, 5_500]) {
      const theory = meanBatchQueueMs(times, perSecond, 16);
      expect(theory / simulatedMs(line, perSecond, 400_000, 16)).toBeCloseTo(1, 1.5);
    }
    expect(meanBatchQueueMs(times, 6_500, 16)).toBe(Infinity);
  });
});

test('a request alone takes what a batch of one takes', () => {
  expect(meanBatchQueueMs(measured, 0, 128)).toBeCloseTo(stairs(1), 12);
  expect(meanBatchQueueMs(measured, 0.01, 128)).toBeCloseTo(stairs(1), 3);
});
