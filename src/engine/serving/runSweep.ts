/** Measures one point after the other, each a load of its own, and tells the curve as it grows. */
import { findKnee } from '../../trace/knee.ts';
import { fitUsl } from '../../trace/usl.ts';
import type { LoadSettings } from '../../wire/load.ts';
import type { SweepPoint, SweepProgress, SweepReport, SweepSettings } from '../../wire/sweep.ts';
import type { Clock } from './Clock.ts';
import type { LoadRun, LoadRunOptions } from './LoadRun.ts';
import { judge, planSweep, pointOf, type MeasuredWindow, type SweepPlan } from './Sweep.ts';
import { WindowMeter } from './WindowMeter.ts';

export interface SweepOptions {
  readonly clock: Clock;
  readonly settings: SweepSettings;
  readonly startRun: (settings: LoadSettings, answered: NonNullable<LoadRunOptions['answered']>) => LoadRun;
  readonly progressed: (progress: SweepProgress) => void;
  /** Asked after each window: the sweep ends with the points it has. */
  readonly isStopped: () => boolean;
}

export async function runSweep(options: SweepOptions): Promise<SweepReport> {
  const plan = planSweep(options.settings);
  const points: SweepPoint[] = [];
  const tell = (measuring: SweepProgress['measuring']): void =>
    options.progressed({ ...reportOf(plan, points), measuring });
  for (const x of plan.values) {
    const windows = await measure(x, plan, options, tell);
    if (options.isStopped()) break;
    const point = pointOf(x, windows, plan);
    points.push(point);
    if (point.latencyMs[plan.settleOn] > (plan.latencyLimitMs ?? Infinity)) break;
  }
  tell(null);
  return reportOf(plan, points);
}

async function measure(
  x: number,
  plan: SweepPlan,
  { clock, settings, startRun, isStopped }: SweepOptions,
  tell: (measuring: SweepProgress['measuring']) => void,
): Promise<readonly MeasuredWindow[]> {
  const { over, windowMs, maxTrials } = plan;
  const meter = new WindowMeter(clock.nowMs());
  const mode: LoadSettings =
    over === 'concurrency' ? { mode: 'closed', inFlight: x } : { mode: 'open', requestsPerSecond: x };
  const run = startRun({ ...settings.load, ...mode }, (facts, block, row) => meter.add(facts, block, row));
  const windows: MeasuredWindow[] = [];
  let settled = false;
  while (!settled && windows.length < maxTrials && !isStopped() && !run.isOver) {
    const newest = windows.at(-1);
    const perSecond = newest ? newest.latency.count / newest.seconds : 0;
    tell({ x, trial: windows.length + 1, perSecond });
    await new Promise<void>((resolve) => clock.after(windowMs, resolve));
    windows.push(meter.take(clock.nowMs()));
    const { throughputSettled, latencySettled } = judge(windows, plan);
    settled = throughputSettled && latencySettled;
  }
  run.close();
  await run.finished;
  return windows;
}

function reportOf({ over }: SweepPlan, points: readonly SweepPoint[]): SweepReport {
  const usl =
    over === 'concurrency' ? fitUsl(points.map(({ x, perSecond }) => ({ clients: x, perSecond }))) : null;
  return { over, points: [...points], knee: findKnee(points), usl };
}
