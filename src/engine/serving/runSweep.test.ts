/** Sweeps against a server of known capacity, on a virtual clock. */
import { expect, test } from 'vitest';
import type { LoadSettings } from '../../wire/load.ts';
import type { CallerMessage } from '../../wire/server.ts';
import type { SweepProgress, SweepSettings } from '../../wire/sweep.ts';
import { LoadRun, type LoadRunOptions } from './LoadRun.ts';
import { planLoad } from './planLoad.ts';
import { runSweep } from './runSweep.ts';
import { blockOf } from './testing/virtualServer.ts';
import { VirtualClock } from './VirtualClock.ts';

const PLACES = 8;

/** A server of eight places that each take `serviceMs(now)` for a request; the ninth waits. */
async function sweepOn(settings: SweepSettings, serviceMs: (nowMs: number) => number, stopAtMs = Infinity) {
  const clock = new VirtualClock();
  const told: SweepProgress[] = [];
  const freeAt = Array.from({ length: PLACES }, () => 0);
  let run: LoadRun | null = null;
  let nextId = 1;
  const send = (message: CallerMessage): void => {
    if (message.kind === 'cancel') {
      const ids = [...message.ids];
      clock.soon(() => run?.deliver(blockOf(ids, ids, () => 'cancelled')));
      return;
    }
    for (const id of message.block.ids) {
      const place = freeAt.indexOf(Math.min(...freeAt));
      const doneMs = Math.max(clock.nowMs(), freeAt[place]!) + serviceMs(clock.nowMs());
      freeAt[place] = doneMs;
      clock.at(doneMs, () => run?.deliver(blockOf([id], [0], () => 'ok')));
    }
  };
  const startRun = (load: LoadSettings, answered: NonNullable<LoadRunOptions['answered']>): LoadRun => {
    const server = { pattern: 'batched', latencyGoalMs: 50, priorityLevels: 3 } as const;
    const started: LoadRun = new LoadRun({
      clock,
      plan: planLoad(load, server),
      pool: Float32Array.of(1),
      inputs: 1,
      outputs: 1,
      device: 'cpu',
      firstId: nextId,
      send,
      progressed: () => (nextId = started.nextId),
      answered,
    });
    run = started;
    return started;
  };
  const isStopped = (): boolean => clock.nowMs() >= stopAtMs;
  const swept = runSweep({
    clock,
    settings,
    startRun,
    progressed: (progress) => told.push(progress),
    isStopped,
  });
  await clock.runToEnd();
  return { report: await swept, told };
}

test('a sweep over concurrency finds the capacity, the knee and the law', async () => {
  const settings: SweepSettings = { over: 'concurrency', values: [1, 2, 4, 8, 16, 32, 64], windowMs: 500 };
  const { report, told } = await sweepOn(settings, () => 10);
  expect(report.points.map(({ x }) => x)).toEqual(settings.values);
  for (const { x, perSecond, latencyMs, isStable, trials } of report.points) {
    expect(perSecond / (Math.min(x, PLACES) * 100)).toBeCloseTo(1, 1);
    expect(latencyMs.mean / (10 * Math.max(1, x / PLACES))).toBeCloseTo(1, 1);
    expect(isStable).toBe(true);
    expect(trials).toBeLessThanOrEqual(5);
  }
  expect(report.points[report.knee]!.x).toBe(PLACES);
  expect(report.usl!.gamma / 100).toBeGreaterThan(0.8);
  expect(told.at(-1)).toEqual({ ...report, measuring: null });
  expect(told[0]!.measuring).toEqual({ x: 1, trial: 1, perSecond: 0 });
});

test('a sweep over rate measures response time from the plan, and says where latency never settles', async () => {
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
  // 2,000 a second asked of a server that does 800: the queue grows from window to window.
  expect(overload!.perSecond).toBeCloseTo(800, -2);
  expect(overload).toMatchObject({ isStable: false, trials: 10 });
  expect(overload!.note).toMatch(/^Latency did not settle within 10 windows/);
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
  expect(stopped.told.at(-1)!.measuring).toBeNull();
});
