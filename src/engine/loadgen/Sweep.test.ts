import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { checkStability, sweepConfig, pointOf, type MeasuredWindow, seenIn } from './Sweep.ts';

const windowOf = (count: number, latencyMs: number, seconds = 1): MeasuredWindow => {
  const latency = new LatencyHistogram();
  for (let index = 0; index < count; index += 1) latency.add(latencyMs);
  const stages = {
    sendMs: count,
    queueMs: count * 2,
    batchWaitMs: 0,
    computeMs: count * 3,
    readBackMs: 0,
    deliverMs: 0,
  };
  const seen = { arrivalsMs: [latencyMs], batches: [] };
  return { seconds, latency, stages, batches: count / 4, batched: count, notOk: 1, seen };
};
const config = sweepConfig({ over: 'concurrency', values: [1, 2, 4] });

test('what was seen at a point is that of its last three windows', () => {
  const windows = [9, 5, 6, 7].map((latencyMs) => windowOf(100, latencyMs));
  expect(seenIn(windows)).toEqual({ arrivalsMs: [5, 6, 7], batches: [] });
});

describe("perf_analyzer's rule", () => {
  it.each<[string, readonly MeasuredWindow[], boolean, boolean]>([
    ['two windows are too few', [windowOf(100, 5), windowOf(100, 5)], false, false],
    ['three that agree', [windowOf(100, 5), windowOf(105, 5.2), windowOf(110, 5.4)], true, true],
    ['throughput is 11 % apart', [windowOf(100, 5), windowOf(105, 5), windowOf(111, 5)], false, true],
    ['latency is 20 % apart', [windowOf(100, 5), windowOf(100, 5), windowOf(100, 6)], true, false],
    [
      'only the last three count',
      [windowOf(900, 90), windowOf(100, 5), windowOf(100, 5), windowOf(100, 5)],
      true,
      true,
    ],
    ['no responses at all', [windowOf(0, 5), windowOf(0, 5), windowOf(0, 5)], false, false],
  ])('%s', (_, windows, throughputSettled, latencySettled) => {
    expect(checkStability(windows, config)).toEqual({ throughputSettled, latencySettled });
  });

  it('is max/min ≤ 1.10 of the last three, whatever they are', () => {
    const window = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.double({ min: 1, max: 2, noNaN: true }))
      .map(([count, latencyMs]) => ({ count, latencyMs, made: windowOf(count, latencyMs) }));
    fc.assert(
      fc.property(fc.array(window, { minLength: 3, maxLength: 6 }), (windows) => {
        const last = windows.slice(-3).map(({ count }) => count);
        const expected = Math.min(...last) > 0 && Math.max(...last) / Math.min(...last) <= 1.1;
        const stability = checkStability(
          windows.map(({ made }) => made),
          config,
        );
        expect(stability.throughputSettled).toBe(expected);
      }),
    );
  });
});

describe('a point', () => {
  it('is made of the last three windows together', () => {
    const point = pointOf(
      8,
      [windowOf(5, 50), windowOf(100, 5), windowOf(200, 5, 2), windowOf(100, 5)],
      config,
    );
    expect(point).toMatchObject({
      x: 8,
      perSecond: 100,
      isStable: true,
      trials: 4,
      requests: 400,
      notOk: 3,
      meanBatchSize: 4,
      stagesMs: { send: 1, queue: 2, batchWait: 0, compute: 3, readBack: 0, deliver: 0 },
    });
    expect(point.latencyMs.mean).toBeCloseTo(5, 9);
    expect(point).not.toHaveProperty('note');
  });

  it('says why it is not stable', () => {
    const latency = pointOf(1, [windowOf(100, 5), windowOf(100, 6), windowOf(100, 9)], config);
    expect(latency.note?.text).toMatch(/^Latency did not settle within 3 windows/);
    const throughput = pointOf(1, [windowOf(10, 5), windowOf(100, 5), windowOf(100, 5)], config);
    expect(throughput.note?.text).toMatch(/^Throughput did not settle/);
  });
});

describe('sweepConfig', () => {
  it.each<[Parameters<typeof sweepConfig>[0], string]>([
    [{ over: 'time' as 'rate', values: [1] }, 'over "concurrency" or "rate", not "time"'],
    [{ over: 'rate', values: [] }, 'A sweep needs values: 1 to 64'],
    [{ over: 'rate', values: [10, 10] }, 'rising rates from 0.1 to 50,000'],
    [{ over: 'concurrency', values: [1.5] }, 'rising whole numbers from 1 to 4,096'],
    [{ over: 'concurrency', values: [8_192] }, 'rising whole numbers from 1 to 4,096'],
    [{ over: 'rate', values: [10], windowMs: 1 }, 'windowMs must be a number from 20 to 60,000'],
    [{ over: 'rate', values: [10], maxTrials: 2 }, 'maxTrials must be a number from 3 to 100'],
  ])('refuses %o', (settings, message) => {
    expect(() => sweepConfig(settings)).toThrow(message);
  });

  it('fills in what is left out', () => {
    expect(sweepConfig({ over: 'rate', values: [10, 20], windowMs: 50 })).toEqual({
      over: 'rate',
      values: [10, 20],
      windowMs: 50,
      maxTrials: 10,
      stability: 0.1,
      settleOn: 'mean',
    });
  });
});
