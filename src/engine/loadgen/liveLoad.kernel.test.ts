/** Loads with server and load in their own workers: the properties of their reports hold on real clocks. */
import { afterEach, describe, expect, it } from 'vitest';
import { startWorkers, type WorkerRig } from '#engine/server/testing/workerRig.ts';
import type { LoadProgress, LoadSettings } from '#protocol/load.ts';
import type { SweepProgress } from '#protocol/sweep.ts';

let rig: WorkerRig | null = null;
afterEach(() => {
  rig?.end();
  rig = null;
});

/** Little's law from the trace alone: mean requests in flight, by sweeping over all sends and deliveries. */
function littleOf(events: readonly LoadProgress[]): { inFlightMean: number; product: number } {
  const sent = Float64Array.from(events.flatMap(({ trace }) => [...trace.sentMs])).toSorted();
  const delivered = Float64Array.from(events.flatMap(({ trace }) => [...trace.deliveredMs])).toSorted();
  let [area, inFlight, lastMs, next] = [0, 0, 0, 0];
  for (const endMs of delivered) {
    for (; next < sent.length && sent[next]! <= endMs; next += 1) {
      area += inFlight * (sent[next]! - lastMs);
      lastMs = sent[next]!;
      inFlight += 1;
    }
    area += inFlight * (endMs - lastMs);
    lastMs = endMs;
    inFlight -= 1;
  }
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return { inFlightMean: area / lastMs, product: (sum(delivered) - sum(sent)) / lastMs };
}

describe('a live load', () => {
  it.each<LoadSettings>([
    { mode: 'closed', inFlight: 1, durationMs: 400 },
    // No more than one progress has room for, however late the load sends it.
    { mode: 'closed', inFlight: 256, requests: 30_000 },
    { mode: 'closed', inFlight: 32, thinkTimeMs: 3, cancelShare: 0.2, durationMs: 600 },
    { mode: 'open', requestsPerSecond: 3_000, durationMs: 600 },
    { mode: 'open', arrivals: 'bursts', requestsPerSecond: 4_000, durationMs: 1_200, timeoutMs: 5 },
  ])("keeps Little's law: %o", async (settings) => {
    rig = await startWorkers('wasm');
    const { report, events } = await rig.run(settings);
    expect(events.every(({ leftOut }) => leftOut === 0)).toBe(true);
    const { inFlightMean, product } = littleOf(events);
    expect(Math.abs(report.littlesLaw.inFlightMean / inFlightMean - 1)).toBeLessThan(0.02);
    expect(Math.abs(report.littlesLaw.product / product - 1)).toBeLessThan(0.02);
    expect(Math.abs(report.littlesLaw.ratio - 1)).toBeLessThan(0.02);
  });

  it('achieves the offered rate at half of the capacity, and shows a stall that a closed loop hides', async () => {
    // Small batches, so that half of the capacity is an allowed rate; a queue that holds what comes while the machine
    // is busy.
    rig = await startWorkers('wasm', { maxBatchSize: 2, maxQueueSize: 65_536 });
    const { server, run } = rig;
    const capacity = await run({ mode: 'closed', inFlight: 256, durationMs: 700 });
    const requestsPerSecond = Math.min(50_000, capacity.report.requestsPerSecond / 2);
    const even = await run({ mode: 'open', requestsPerSecond, durationMs: 2_000, seed: 5 });
    const { askedPerSecond, achievedPerSecond } = even.report.rate!;
    expect(Math.abs(askedPerSecond / requestsPerSecond - 1)).toBeLessThan(0.02);
    expect(Math.abs(achievedPerSecond / askedPerSecond - 1)).toBeLessThan(0.02);
    expect(even.report).toMatchObject({ ok: even.report.sent, dropped: 0 });

    const stallSoon = (): void => void setTimeout(() => void server.call('injectFault', STALL), 500);
    stallSoon();
    const open = await run({ mode: 'open', requestsPerSecond: 2_000, durationMs: 2_000, seed: 5 });
    stallSoon();
    const closed = await run({ mode: 'closed', inFlight: 2, durationMs: 2_000 });
    expect(open.report.latencyMs.p99).toBeGreaterThan(300);
    expect(closed.report.serviceMs.max).toBeGreaterThan(400);
    expect(closed.report.serviceMs.p99).toBeLessThan(100);
  });

  it('sweeps until each point is stable, and knows where the time goes', async () => {
    rig = await startWorkers('wasm', { maxQueueDelayUs: 0 });
    const { load, target } = rig;
    const events: SweepProgress[] = [];
    load.on('sweepProgressed', (progress) => events.push(progress));
    const settings = { over: 'concurrency', values: [1, 8, 64], windowMs: 120, maxTrials: 8 } as const;
    const report = await load.call('sweep', { ...target, settings: { ...settings, values: [1, 8, 64] } });
    expect(report.points.map(({ x }) => x)).toEqual([1, 8, 64]);
    for (const { perSecond, latencyMs, stagesMs, requests } of report.points) {
      expect(perSecond).toBeGreaterThan(0);
      expect(requests).toBeGreaterThan(0);
      const stages = Object.values(stagesMs).reduce((sum, ms) => sum + ms, 0);
      expect(Math.abs(stages / latencyMs.mean - 1)).toBeLessThan(0.01);
    }
    expect(report.points[2]!.perSecond).toBeGreaterThan(report.points[0]!.perSecond * 2);
    expect(report.usl).not.toBeNull();
    expect(events.at(-1)).toEqual({ ...report, measuring: null });
  });
});

const STALL = { kind: 'stall', ms: 500 } as const;
