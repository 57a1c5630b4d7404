/** Finds requests in a ring: by number, by a cell of the latency map, or the slowest of an interval. */
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

/** The newest ok request of a cell; null where there is none, or none any more. */
export function findInCell(ring: TraceRing, { fromMs, toMs, lowMs, highMs }: Cell): FoundRequest | null {
  return findBest(ring, ({ deliveredMs, latencyMs }) =>
    deliveredMs >= fromMs && deliveredMs < toMs && latencyMs >= lowMs && latencyMs < highMs
      ? deliveredMs
      : null,
  );
}

/** The slowest ok request that was delivered in an interval. */
export function findSlowest(ring: TraceRing, fromMs = 0, toMs = Infinity): FoundRequest | null {
  return findBest(ring, ({ deliveredMs, latencyMs }) =>
    deliveredMs >= fromMs && deliveredMs < toMs ? latencyMs : null,
  );
}

/** By its number, whatever its outcome. */
export function findById(ring: TraceRing, id: number): FoundRequest | null {
  const n = indexOfId(ring, id);
  return n < 0 ? null : requestAt(ring, ring.indexOf(n));
}

/** Which request of the run (`first ≤ n < total`) has this number; −1 where it is not kept. */
export function indexOfId(ring: TraceRing, id: number): number {
  for (let n = ring.total - 1; n >= ring.first; n--) {
    if (ring.columns.ids[ring.indexOf(n)] === id) return n;
  }
  return -1;
}

/** The ok request of the largest rank; requests without a rank are skipped. */
function findBest(ring: TraceRing, rank: (request: FoundRequest) => number | null): FoundRequest | null {
  let best: FoundRequest | null = null;
  let bestRank = -Infinity;
  for (let n = ring.first; n < ring.total; n++) {
    const at = ring.indexOf(n);
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
