/** Runs a capacity sweep: one load for each point, and the curve as it grows. */
import type { Clock } from '#engine/clock/Clock.ts';
import { BatchMeter } from '#engine/server/BatchMeter.ts';
import { batchTheoryMisfit, type TheoryServer } from '#engine/server/batchTheoryMisfit.ts';
import type { Failure } from '#messages/Failure.ts';
import type { LoadSettings } from '#protocol/load.ts';
import type { SweepPoint, SweepProgress, SweepReport, SweepSettings } from '#protocol/sweep.ts';
import { fitBatchCost } from '#trace/batchLatency.ts';
import { meanBatchQueueMs } from '#trace/batchQueue.ts';
import { replayBatches, type SeenLoad } from '#trace/batchReplay.ts';
import { batchTiming } from '#trace/batchTiming.ts';
import { findKnee } from '#trace/knee.ts';
import { fitUsl } from '#trace/usl.ts';
import type { LoadRun } from './LoadRun.ts';
import type { LoadRunOptions } from './LoadRunOptions.ts';
import {
  checkStability,
  sweepConfig,
  pointOf,
  seenIn,
  type MeasuredWindow,
  type SweepConfig,
} from './Sweep.ts';
import { WindowMeter } from './WindowMeter.ts';

export interface SweepOptions {
  readonly clock: Clock;
  readonly settings: SweepSettings;
  readonly startRun: (settings: LoadSettings, responded: NonNullable<LoadRunOptions['responded']>) => LoadRun;
  readonly progressed: (progress: SweepProgress<Failure>) => void;
  /** The server, for the assumptions of the theory. */
  readonly server: TheoryServer;
  /** Step of the clock that times batches; 0 where absent. */
  readonly clockStepMs?: number;
  /** Asked after each window: why the sweep is to end with the points it has; null while it may go on. */
  readonly stopped: () => Failure | null;
}

export async function runSweep(options: SweepOptions): Promise<SweepReport<Failure>> {
  const config = sweepConfig(options.settings);
  const points: SweepPoint<Failure>[] = [];
  const seen: SeenLoad[] = [];
  const batchMeter = new BatchMeter();
  const misfit = batchTheoryMisfit(options.server, options.settings.load);
  let theory: SweepReport<Failure>['theory'] = null;
  const reportNow = (): SweepReport<Failure> => ({ ...reportOf(config, points), theory });
  const report = (measuring: SweepProgress['measuring']): void =>
    options.progressed({ ...reportNow(), measuring });
  for (const x of config.values) {
    const windows = await measure(x, config, options, batchMeter, report);
    if (options.stopped() !== null) break;
    const point = pointOf(x, windows, config);
    points.push(point);
    if (config.over === 'rate') {
      seen.push(seenIn(windows));
      theory = theoryOf(batchMeter, points, seen, options, misfit);
    }
    if (point.latencyMs[config.settleOn] > (config.latencyLimitMs ?? Infinity)) break;
  }
  report(null);
  const why = options.stopped();
  return { ...reportNow(), ...(why === null ? {} : { stopped: why }) };
}

async function measure(
  x: number,
  config: SweepConfig,
  { clock, settings, startRun, stopped }: SweepOptions,
  batchMeter: BatchMeter,
  report: (measuring: SweepProgress['measuring']) => void,
): Promise<readonly MeasuredWindow[]> {
  const { over, windowMs, maxTrials } = config;
  const meter = new WindowMeter(clock.nowMs(), batchMeter);
  const mode: LoadSettings =
    over === 'concurrency' ? { mode: 'closed', inFlight: x } : { mode: 'open', requestsPerSecond: x };
  const run = startRun({ ...settings.load, ...mode }, (record, block, row) => meter.add(record, block, row));
  const windows: MeasuredWindow[] = [];
  let settled = false;
  while (!settled && windows.length < maxTrials && stopped() === null && !run.isOver) {
    const newest = windows.at(-1);
    const perSecond = newest ? newest.latency.count / newest.seconds : 0;
    report({ x, trial: windows.length + 1, perSecond });
    // A run that is stopped, or gives up, ends its window.
    await Promise.race([run.finished, new Promise<void>((resolve) => clock.after(windowMs, resolve))]);
    windows.push(meter.take(clock.nowMs()));
    const { throughputSettled, latencySettled } = checkStability(windows, config);
    settled = throughputSettled && latencySettled;
  }
  run.close();
  await run.finished;
  return windows;
}

/** Once a point, here in the worker: solving the chain takes up to 0.2 s for batches of hundreds. */
function theoryOf(
  { samples }: BatchMeter,
  points: readonly SweepPoint<Failure>[],
  seen: readonly SeenLoad[],
  { server, clockStepMs }: SweepOptions,
  misfit: Failure | null,
): SweepReport<Failure>['theory'] {
  const timing = batchTiming(samples, clockStepMs);
  if (!timing) return null;
  const { times, sums } = timing;
  // Of small networks large batches take no longer than small ones.
  const cost = fitBatchCost(sums) ?? { alphaMs: 0, tauMs: sums.ms / sums.count };
  const { maxBatchSize } = server.serving;
  const meanMs = points.map(({ perSecond }) => meanBatchQueueMs(times, perSecond, maxBatchSize));
  const replays = seen.map((load) => replayBatches(load, timing, maxBatchSize, clockStepMs));
  return {
    ...cost,
    times,
    meanMs,
    replayMs: replays.map((replay) => replay.meanMs),
    pausedShares: replays.map(({ pausedShare }) => pausedShare),
    misfit,
  };
}

function reportOf(
  { over }: SweepConfig,
  points: readonly SweepPoint<Failure>[],
): Omit<SweepReport<Failure>, 'theory'> {
  const usl =
    over === 'concurrency' ? fitUsl(points.map(({ x, perSecond }) => ({ clients: x, perSecond }))) : null;
  return { over, points: [...points], knee: findKnee(points), usl };
}
