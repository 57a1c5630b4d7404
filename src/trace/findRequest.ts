/** Requests of a ring found again: by their number, by a cell of the latency map, or as the slowest of all. */
import { OK } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

export interface FoundRequest {
  readonly id: number;
  readonly deliveredMs: number;
  /** From planned arrival to delivery. */
  readonly latencyMs: number;
}

interface Cell {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowMs: number;
  readonly highMs: number;
}

/** An answered request of a cell, the newest; null where there is none, or none any more. */
export function findInCell(ring: TraceRing, { fromMs, toMs, lowMs, highMs }: Cell): FoundRequest | null {
  return findBest(ring, ({ deliveredMs, latencyMs }) =>
    deliveredMs >= fromMs && deliveredMs < toMs && latencyMs >= lowMs && latencyMs < highMs
      ? deliveredMs
      : null,
  );
}

/** The answered request that took longest among those that were delivered in a stretch. */
export function findSlowest(ring: TraceRing, fromMs = 0, toMs = Infinity): FoundRequest | null {
  return findBest(ring, ({ deliveredMs, latencyMs }) =>
    deliveredMs >= fromMs && deliveredMs < toMs ? latencyMs : null,
  );
}

/** By its number, however it ended. */
export function findById(ring: TraceRing, id: number): FoundRequest | null {
  const n = placeOfId(ring, id);
  return n < 0 ? null : requestAt(ring, ring.place(n));
}

/** Which request of the run (`first ≤ n < total`) has this number; −1 where it is not kept. */
export function placeOfId(ring: TraceRing, id: number): number {
  for (let n = ring.total - 1; n >= ring.first; n--) {
    if (ring.columns.ids[ring.place(n)] === id) return n;
  }
  return -1;
}

/** The answered request of the largest rank; one without a rank is left out. */
function findBest(ring: TraceRing, rank: (request: FoundRequest) => number | null): FoundRequest | null {
  let best: FoundRequest | null = null;
  let bestRank = -Infinity;
  for (let n = ring.first; n < ring.total; n++) {
    const at = ring.place(n);
    if (ring.columns.outcomes[at] !== OK) continue;
    const request = requestAt(ring, at);
    const found = rank(request);
    if (found === null || found <= bestRank) continue;
    [best, bestRank] = [request, found];
  }
  return best;
}

function requestAt({ columns }: TraceRing, at: number): FoundRequest {
  const deliveredMs = columns.deliveredMs[at] ?? 0;
  return { id: columns.ids[at] ?? 0, deliveredMs, latencyMs: deliveredMs - (columns.plannedMs[at] ?? 0) };
}
