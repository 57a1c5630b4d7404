/**
 * The rules of a capacity sweep, after perf_analyzer: a point is measured window by window until the last three agree,
 * and is made of those three. Pure; `runSweep.ts` makes the windows.
 */
import { LIMITS } from '#experiment/limits.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadgenErrors.ts';
import type { SweepPoint, SweepSettings } from '#protocol/sweep.ts';
import type { SeenLoad } from '#trace/batchReplay.ts';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
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

/** Sums over the ok responses of a window, in ms. */
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
  /** Of ok responses, from the planned arrival. */
  readonly latency: LatencyHistogram;
  readonly stages: StageSums;
  /** Batches of the ok responses, and how many of these came from a batch, not from the cache. */
  readonly batches: number;
  readonly batched: number;
  /** Requests that ended otherwise. */
  readonly notOk: number;
  readonly seen: SeenLoad;
}

export type SweepConfig = Required<Pick<SweepSettings, 'over' | 'values' | keyof typeof DEFAULTS>> &
  Pick<SweepSettings, 'latencyLimitMs'>;

/** Validates the settings and adds defaults. @throws Error with a sentence for the reader where a setting is invalid */
export function sweepConfig(settings: SweepSettings): SweepConfig {
  const { over, values, latencyLimitMs } = settings;
  if (over !== 'concurrency' && over !== 'rate') {
    throw failed(failures.sweepOver({ given: JSON.stringify(over) ?? 'undefined' }));
  }
  const { min, max } = over === 'concurrency' ? LIMITS.inFlight : LIMITS.requestsPerSecond;
  const fits = (value: number): boolean =>
    value >= min && value <= max && (over === 'rate' || Number.isInteger(value));
  if (!Array.isArray(values) || values.length === 0 || values.length > SWEEP_LIMITS.points) {
    throw failed(failures.sweepLength({ most: SWEEP_LIMITS.points }));
  }
  if (!values.every((value, index) => fits(value) && (index === 0 || value > values[index - 1]!))) {
    const rising = over === 'concurrency' ? failures.sweepConcurrency : failures.sweepRates;
    throw failed(rising({ min, max }));
  }
  for (const field of ['windowMs', 'maxTrials', 'stability'] as const) {
    const value = settings[field] ?? DEFAULTS[field];
    const range = SWEEP_LIMITS[field];
    if (!(value >= range.min && value <= range.max)) {
      throw failed(failures.sweepRange({ field, min: range.min, max: range.max }));
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

export interface Stability {
  readonly throughputSettled: boolean;
  readonly latencySettled: boolean;
}

/**
 * perf_analyzer's stability rule: of the last three windows none is empty, and the largest value is at most 1 + s
 * times the smallest.
 */
export function checkStability(windows: readonly MeasuredWindow[], config: SweepConfig): Stability {
  const last = windows.slice(-STABLE_WINDOWS);
  if (last.length < STABLE_WINDOWS || last.some(({ latency }) => latency.count === 0)) {
    return { throughputSettled: false, latencySettled: false };
  }
  const agree = (values: readonly number[]): boolean =>
    Math.max(...values) / Math.min(...values) <= 1 + config.stability;
  return {
    throughputSettled: agree(last.map(perSecondOf)),
    latencySettled: agree(last.map(({ latency }) => sketched(latency)[config.settleOn])),
  };
}

/** What was seen in the windows that make a point. */
export function seenIn(windows: readonly MeasuredWindow[]): SeenLoad {
  const last = windows.slice(-STABLE_WINDOWS);
  return {
    arrivalsMs: last.flatMap(({ seen }) => seen.arrivalsMs),
    batches: last.flatMap(({ seen }) => seen.batches),
  };
}

const perSecondOf = ({ latency, seconds }: MeasuredWindow): number => latency.count / seconds;

/** The point that the last three windows make together. */
export function pointOf(
  x: number,
  windows: readonly MeasuredWindow[],
  config: SweepConfig,
): SweepPoint<Failure> {
  const stability = checkStability(windows, config);
  const last = windows.slice(-STABLE_WINDOWS);
  const latency = new LatencyHistogram();
  for (const window of last) latency.merge(window.latency);
  const sum = (of: (window: MeasuredWindow) => number): number =>
    last.reduce((total, window) => total + of(window), 0);
  const { count } = latency;
  const mean = (stage: keyof StageSums): number => sum(({ stages }) => stages[stage]) / count;
  const batches = sum((window) => window.batches);
  const note = noteOf(stability, windows.length);
  return {
    x,
    perSecond: count / sum(({ seconds }) => seconds),
    latencyMs: sketched(latency),
    isStable: stability.throughputSettled && stability.latencySettled,
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

function noteOf({ throughputSettled, latencySettled }: Stability, trials: number): Failure | null {
  if (throughputSettled && latencySettled) return null;
  return throughputSettled ? failures.latencyUnsettled({ trials }) : failures.throughputUnsettled({ trials });
}
