/** Sweeps against a server of known capacity, on a virtual clock. */
import { expect, test } from 'vitest';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { blockOf } from '#engine/server/testing/virtualServer.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Failure } from '#messages/Failure.ts';
import type { LoadSettings } from '#protocol/load.ts';
import { BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { CallerMessage } from '#protocol/server.ts';
import type { SweepProgress, SweepSettings } from '#protocol/sweep.ts';
import { loadConfig } from './loadConfig.ts';
import { LoadRun } from './LoadRun.ts';
import type { LoadRunOptions } from './LoadRunOptions.ts';
import { runSweep } from './runSweep.ts';

const SLOTS = 8;

/** A server with eight parallel slots, each busy for `serviceMs(now)` with a request; the ninth waits. */
async function sweepOn(settings: SweepSettings, serviceMs: (nowMs: number) => number, stopAtMs = Infinity) {
  const clock = new VirtualClock();
  const events: SweepProgress<Failure>[] = [];
  const freeAt = Array.from({ length: SLOTS }, () => 0);
  let run: LoadRun | null = null;
  let nextId = 1;
  const send = (message: CallerMessage): void => {
    if (message.kind === 'cancel') {
      const ids = [...message.ids];
      clock.soon(() => run?.deliver(blockOf(ids, ids, () => 'cancelled')));
      return;
    }
    for (const id of message.block.ids) {
      const index = freeAt.indexOf(Math.min(...freeAt));
      const doneMs = Math.max(clock.nowMs(), freeAt[index]!) + serviceMs(clock.nowMs());
      freeAt[index] = doneMs;
      clock.at(doneMs, () => run?.deliver(blockOf([id], [0], () => 'ok')));
    }
  };
  const startRun = (load: LoadSettings, responded: NonNullable<LoadRunOptions['responded']>): LoadRun => {
    const server = { pattern: 'batched', latencyGoalMs: 50, priorityLevels: 3 } as const;
    const started: LoadRun = new LoadRun({
      clock,
      config: loadConfig(load, server),
      pool: Float32Array.of(1),
      inputs: 1,
      outputs: 1,
      device: 'cpu',
      firstId: nextId,
      spares: new BufferPool(),
      send,
      progressed: () => (nextId = started.nextId),
      responded,
    });
    run = started;
    return started;
  };
  const stopped = (): Failure | null =>
    clock.nowMs() >= stopAtMs ? { code: 'test.stopped', values: {}, text: 'Stopped.' } : null;
  const swept = runSweep({
    clock,
    settings,
    startRun,
    progressed: (progress) => events.push(progress),
    server: { serving: defaultExperiment().serving, device: 'cpu' },
    stopped,
  });
  await clock.runToEnd();
  return { report: await swept, events };
}

test('a sweep over concurrency finds the capacity, the knee and the law', async () => {
  const settings: SweepSettings = { over: 'concurrency', values: [1, 2, 4, 8, 16, 32, 64], windowMs: 500 };
  const { report, events } = await sweepOn(settings, () => 10);
  expect(report.points.map(({ x }) => x)).toEqual(settings.values);
  for (const { x, perSecond, latencyMs, isStable, trials } of report.points) {
    expect(perSecond / (Math.min(x, SLOTS) * 100)).toBeCloseTo(1, 1);
    expect(latencyMs.mean / (10 * Math.max(1, x / SLOTS))).toBeCloseTo(1, 1);
    expect(isStable).toBe(true);
    expect(trials).toBeLessThanOrEqual(5);
  }
  expect(report.points[report.knee]!.x).toBe(SLOTS);
  expect(report.usl!.gamma / 100).toBeGreaterThan(0.8);
  expect(events.at(-1)).toEqual({ ...report, measuring: null });
  expect(events[0]!.measuring).toEqual({ x: 1, trial: 1, perSecond: 0 });
});

test('a sweep over rate measures response time from the planned arrival, and says where latency never settles', async () => {
  const settings: SweepSettings = {
    over: 'rate',
    values: [200, 400, 600, 2_000],
    windowMs: 400,
    load: { arrivals: 'constant' },
  };
  const { report } = await sweepOn(settings, () => 10);
  const [light, , , overload] = report.points;
  expect(light).toMatchObject({ isStable: true });
  expect(light!.perSecond).toBeCloseTo(200, -1);
  expect(light!.latencyMs.p99).toBeCloseTo(10, 0);
  // 2,000 a second offered to a server that does 800: the queue grows from window to window.
  expect(overload!.perSecond).toBeCloseTo(800, -2);
  expect(overload).toMatchObject({ isStable: false, trials: 10 });
  expect(overload!.note?.text).toMatch(/^Latency did not settle within 10 windows/);
  expect(report.usl).toBeNull();
});

test('a server that changes its pace is measured until it has settled', async () => {
  const { report } = await sweepOn({ over: 'concurrency', values: [4], windowMs: 200 }, (nowMs) =>
    nowMs < 700 ? 40 : 10,
  );
  expect(report.points[0]!.trials).toBeGreaterThan(5);
  expect(report.points[0]).toMatchObject({ isStable: true });
  expect(report.points[0]!.perSecond / 400).toBeCloseTo(1, 1);
});

test('a sweep ends at its latency limit, and when it is stopped, with the points it has', async () => {
  const values = [1, 8, 16, 32, 64];
  const limited = await sweepOn({ over: 'concurrency', values, latencyLimitMs: 15 }, () => 10);
  expect(limited.report.points.map(({ x }) => x)).toEqual([1, 8, 16]);
  const stopped = await sweepOn({ over: 'concurrency', values }, () => 10, 3_000);
  expect(stopped.report.points.map(({ x }) => x)).toEqual([1, 8]);
  expect(stopped.events.at(-1)!.measuring).toBeNull();
});
