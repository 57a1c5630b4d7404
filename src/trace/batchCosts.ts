/** What a batch of each size has taken in a run, from the moment it was given to its instance until it was read back. */
import { OK } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

export interface BatchCost {
  readonly size: number;
  /** Median over the batches of that size. */
  readonly ms: number;
  readonly batches: number;
}

/** By size, ascending. Each batch counts once, however many of its requests the ring holds. */
export function batchCosts(ring: TraceRing): BatchCost[] {
  const { columns } = ring;
  const seen = new Set<number>();
  const bySize = new Map<number, number[]>();
  for (let n = ring.first; n < ring.total; n += 1) {
    const at = ring.place(n);
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
    .map(([size, times]) => ({ size, ms: medianOf(times), batches: times.length }));
}

function medianOf(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? NaN;
}
