/**
 * Measured time of a batch by its size, from the moment it was given to an instance until its outputs were read back.
 */
import { OK } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

export interface BatchCost {
  readonly size: number;
  /** Over the batches of that size: the median, or the mean where the clock is too coarse for a single batch. */
  readonly ms: number;
  readonly batches: number;
}

/** A batch of fewer clock steps than this is not known well by itself. */
const ENOUGH_STEPS = 10;

/** By size, ascending. Each batch counts once, however many of its requests the ring holds. */
export function batchCosts(ring: TraceRing, clockStepMs = 0): BatchCost[] {
  const { columns } = ring;
  const seen = new Set<number>();
  const bySize = new Map<number, number[]>();
  for (let n = ring.first; n < ring.total; n += 1) {
    const at = ring.indexOf(n);
    const batch = columns.batches[at] ?? 0;
    if (columns.outcomes[at] !== OK || batch === 0 || seen.has(batch)) continue;
    seen.add(batch);
    const size = columns.batchSizes[at] ?? 0;
    const times = bySize.get(size) ?? [];
    times.push((columns.readBackMs[at] ?? NaN) - (columns.batchedMs[at] ?? NaN));
    bySize.set(size, times);
  }
  return [...bySize]
    .toSorted(([a], [b]) => a - b)
    .map(([size, times]) => ({ size, ms: typicalOf(times, clockStepMs), batches: times.length }));
}

/**
 * The median ignores single slow batches, but with times in whole clock steps it is a whole step itself: 0 for a batch
 * of a twentieth of one. The mean of such times is unbiased.
 */
function typicalOf(times: number[], clockStepMs: number): number {
  const median = medianOf(times);
  const enoughMs = ENOUGH_STEPS * clockStepMs;
  if (median >= enoughMs) return median;
  // A batch interrupted by a pause of the machine is capped.
  return times.reduce((sum, ms) => sum + Math.min(ms, median + enoughMs), 0) / times.length;
}

function medianOf(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? NaN;
}
