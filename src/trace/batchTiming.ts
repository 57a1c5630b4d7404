/**
 * How long batches take without pauses. On shared cores threads are stopped for milliseconds; a few such pauses dominate a mean
 * and say nothing about the server. A batch, or a gap between two, counts as paused where it is longer than the median of
 * its size by more than that median, and by more than 1 ms.
 */
import type { BatchSums } from './batchLatency.ts';
import type { BatchTime } from './batchQueue.ts';

/** A batch as its responses tell it. */
export interface SeenBatch {
  /** Consecutive numbers. */
  readonly batch: number;
  readonly size: number;
  readonly batchedMs: number;
  readonly readBackMs: number;
  /** Arrival of its oldest request. */
  readonly oldestMs: number;
}

/** Measured durations, in ms. */
export interface BatchSamples {
  /** From the start of a batch to its outputs, by its size. */
  readonly bySize: ReadonlyMap<number, readonly number[]>;
  /** From the outputs of a batch to the start of the next, where a request was waiting. */
  readonly gaps: readonly number[];
}

export interface BatchTiming {
  /** By mean size, ascending, without pauses. */
  readonly times: readonly BatchTime[];
  /** From the outputs of a batch to the start of the next, without pauses. */
  readonly gapMs: number;
  /** Of the same times, for a line through them. */
  readonly sums: BatchSums;
}

/** Neighbouring batch sizes are merged until there are this many batches: a mean of fewer is noise. */
const ENOUGH_BATCHES = 16;
/** Shorter ones are the browser's own: garbage, timers. */
const LEAST_PAUSE_MS = 1;

/**
 * @param clockStepMs of the clock that measured: what two readings may be off
 * @returns null while there were too few batches, or none had a waiting successor
 * @example batchTiming({ bySize: new Map([[4, Array(20).fill(2)]]), gaps: [0.1] })?.times // [{ size: 4, ms: 2.1, answeredMs: 2 }]
 */
export function batchTiming({ bySize, gaps }: BatchSamples, clockStepMs = 0): BatchTiming | null {
  if (gaps.length === 0) return null;
  const gapMs = meanWithoutPauses(gaps, clockStepMs);
  const times: BatchTime[] = [];
  const sums = { count: 0, size: 0, sizeSquared: 0, ms: 0, sizeTimesMs: 0 };
  let group: number[] = [];
  let sizes = 0;
  for (const [size, durations] of [...bySize].toSorted(([a], [b]) => a - b)) {
    group = group.concat(durations);
    sizes += size * durations.length;
    const count = group.length;
    if (count < ENOUGH_BATCHES) continue;
    const meanSize = sizes / count;
    const answeredMs = meanWithoutPauses(group, clockStepMs);
    const ms = answeredMs + gapMs;
    times.push({ size: meanSize, ms, answeredMs });
    sums.count += count;
    sums.size += count * meanSize;
    sums.sizeSquared += count * meanSize * meanSize;
    sums.ms += count * ms;
    sums.sizeTimesMs += count * meanSize * ms;
    [group, sizes] = [[], 0];
  }
  return times.length > 0 ? { times, gapMs, sums } : null;
}

/** Above this, a duration whose usual value is `usualMs` was a pause. */
export const pauseLimitMs = (usualMs: number, clockStepMs: number): number =>
  usualMs + Math.max(usualMs, LEAST_PAUSE_MS + 2 * clockStepMs);

function meanWithoutPauses(durations: readonly number[], clockStepMs: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  const limitMs = pauseLimitMs(sorted[sorted.length >> 1]!, clockStepMs);
  const usual = sorted.filter((ms) => ms <= limitMs);
  return usual.reduce((sum, ms) => sum + ms, 0) / usual.length;
}
