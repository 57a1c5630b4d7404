/**
 * What a sweep decides, after perf_analyzer: a point is measured window by window until the last three agree, and is
 * made of those three. Pure; `runSweep.ts` makes the windows.
 */
import { LIMITS } from '../../spec/limits.ts';
import { LatencyHistogram } from '../../trace/LatencyHistogram.ts';
import type { SweepPoint, SweepSettings } from '../../wire/sweep.ts';
import { sketched } from './Latencies.ts';

/** Windows that must agree. */
export const STABLE_WINDOWS = 3;
const DEFAULTS = { windowMs: 400, maxTrials: 10, stability: 0.1, settleOn: 'mean' } as const;
const SWEEP_LIMITS = {
  windowMs: { min: 20, max: 60_000 },
  maxTrials: { min: STABLE_WINDOWS, max: 100 },
  stability: { min: 0.001, max: 1 },
  points: 64,
} as const;

/** Sums over the ok answers of a window, in ms. */
export interface StageSums {
  sendMs: number;
  queueMs: number;
  batchWaitMs: number;
  computeMs: number;
  readBackMs: number;
  deliverMs: number;
}

/** What ended within one measurement interval. */
export interface MeasuredWindow {
  readonly seconds: number;
  /** Of ok answers, from the planned arrival. */
  readonly latency: LatencyHistogram;
  readonly stages: StageSums;
  /** Batches of the ok answers, and how many of the answers came from one, not from the cache. */
  readonly batches: number;
  readonly batched: number;
  /** Requests that ended otherwise. */
  readonly notOk: number;
}

export type SweepPlan = Required<Pick<SweepSettings, 'over' | 'values' | keyof typeof DEFAULTS>> &
  Pick<SweepSettings, 'latencyLimitMs'>;

/** @throws with a sentence where a setting makes no sense. */
export function planSweep(settings: SweepSettings): SweepPlan {
  const { over, values, latencyLimitMs } = settings;
  if (over !== 'concurrency' && over !== 'rate') {
    throw new Error(`A sweep goes over "concurrency" or "rate", not ${JSON.stringify(over)}.`);
  }
  const { min, max } = over === 'concurrency' ? LIMITS.inFlight : LIMITS.requestsPerSecond;
  const fits = (value: number): boolean =>
    value >= min && value <= max && (over === 'rate' || Number.isInteger(value));
  if (!Array.isArray(values) || values.length === 0 || values.length > SWEEP_LIMITS.points) {
    throw new Error(`A sweep needs values: 1 to ${SWEEP_LIMITS.points} of them.`);
  }
  if (!values.every((value, index) => fits(value) && (index === 0 || value > values[index - 1]!))) {
    const kind = over === 'concurrency' ? 'whole numbers' : 'rates';
    throw new Error(
      `The values of a sweep must be rising ${kind} from ${min} to ${max.toLocaleString('en')}.`,
    );
  }
  for (const field of ['windowMs', 'maxTrials', 'stability'] as const) {
    const value = settings[field] ?? DEFAULTS[field];
    const range = SWEEP_LIMITS[field];
    if (!(value >= range.min && value <= range.max)) {
      throw new Error(`${field} must be a number from ${range.min} to ${range.max.toLocaleString('en')}.`);
    }
  }
  return {
    ...DEFAULTS,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    over,
    values,
    latencyLimitMs,
  };
}

export interface Verdict {
  readonly throughputSettled: boolean;
  readonly latencySettled: boolean;
}

/** perf_analyzer's rule: of the last three windows none is without answers, and the largest is at most 1 + s times the smallest. */
export function judge(windows: readonly MeasuredWindow[], plan: SweepPlan): Verdict {
  const last = windows.slice(-STABLE_WINDOWS);
  if (last.length < STABLE_WINDOWS || last.some(({ latency }) => latency.count === 0)) {
    return { throughputSettled: false, latencySettled: false };
  }
  const agree = (values: readonly number[]): boolean =>
    Math.max(...values) / Math.min(...values) <= 1 + plan.stability;
  return {
    throughputSettled: agree(last.map(perSecondOf)),
    latencySettled: agree(last.map(({ latency }) => sketched(latency)[plan.settleOn])),
  };
}

const perSecondOf = ({ latency, seconds }: MeasuredWindow): number => latency.count / seconds;

/** The point that the last three windows make together. */
export function pointOf(x: number, windows: readonly MeasuredWindow[], plan: SweepPlan): SweepPoint {
  const verdict = judge(windows, plan);
  const last = windows.slice(-STABLE_WINDOWS);
  const latency = new LatencyHistogram();
  for (const window of last) latency.merge(window.latency);
  const sum = (of: (window: MeasuredWindow) => number): number =>
    last.reduce((total, window) => total + of(window), 0);
  const { count } = latency;
  const mean = (stage: keyof StageSums): number => sum(({ stages }) => stages[stage]) / count;
  const batches = sum((window) => window.batches);
  const note = noteOf(verdict, windows.length);
  return {
    x,
    perSecond: count / sum(({ seconds }) => seconds),
    latencyMs: sketched(latency),
    isStable: verdict.throughputSettled && verdict.latencySettled,
    trials: windows.length,
    requests: count,
    notOk: sum(({ notOk }) => notOk),
    meanBatchSize: batches > 0 ? sum(({ batched }) => batched) / batches : 0,
    stagesMs: {
      send: mean('sendMs'),
      queue: mean('queueMs'),
      batchWait: mean('batchWaitMs'),
      compute: mean('computeMs'),
      readBack: mean('readBackMs'),
      deliver: mean('deliverMs'),
    },
    ...(note === null ? {} : { note }),
  };
}

function noteOf({ throughputSettled, latencySettled }: Verdict, trials: number): string | null {
  if (throughputSettled && latencySettled) return null;
  if (throughputSettled) {
    return `Latency did not settle within ${trials} windows, throughput did. Try a lower rate, or fewer in flight.`;
  }
  return `Throughput did not settle within ${trials} windows. Try longer windows.`;
}
