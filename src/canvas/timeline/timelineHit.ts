/** Hit testing of the timeline: the request under a point, and the neighbour of a request. Pure. */
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import { startMs } from '#trace/timelineSegments.ts';
import { trackAt, type TimelineLayout } from './timelineLayout.ts';
import type { Viewport } from './viewport.ts';

/** Tolerance for thin bars. */
const REACH_PX = 3;

export interface TimelineHit {
  /** Number of the request in its ring. */
  readonly n: number;
  /** Whether the hit is a batch on its instance; `n` is then its first request. */
  readonly isBatch: boolean;
}

export function timeAt(layout: TimelineLayout, { fromMs, durationMs }: Viewport, x: number): number {
  return fromMs + ((x - layout.left) / (layout.right - layout.left)) * durationMs;
}

export function timelineHit(
  index: TimelineIndex,
  layout: TimelineLayout,
  viewport: Viewport,
  x: number,
  y: number,
): TimelineHit | null {
  if (x < layout.left || x > layout.right) return null;
  const found = trackAt(layout, y);
  if (!found) return null;
  const { columns } = index.ring;
  const at = timeAt(layout, viewport, x);
  const reachMs = (REACH_PX * viewport.durationMs) / (layout.right - layout.left);
  const isBatch = found.kind === 'instance';
  let [best, bestMs] = [-1, Infinity];
  index.forEach(at - reachMs, at + reachMs, (n, entry) => {
    const track = isBatch ? columns.instances[entry]! : columns.clients[entry]!;
    const size = isBatch ? 1 : layout.clientsPerRow;
    if (track < found.track || track >= found.track + size) return;
    if (isBatch && columns.batches[entry] === 0) return;
    const from = isBatch ? columns.batchedMs[entry]! : startMs(columns, entry);
    const to = isBatch ? columns.readBackMs[entry]! : columns.deliveredMs[entry]!;
    const awayMs = Math.max(0, from - at, at - to);
    // The later of two at the same distance: an instance begins the next batch while the last is read back.
    if (!(awayMs <= reachMs) || awayMs > bestMs || (awayMs === bestMs && isBatch && !isLater(n, best)))
      return;
    [best, bestMs] = [n, awayMs];
  });
  return best < 0 ? null : { n: best, isBatch };

  function isLater(n: number, than: number): boolean {
    return columns.batchedMs[index.ring.indexOf(n)]! > columns.batchedMs[index.ring.indexOf(than)]!;
  }
}

/** The next request of the same client (`alongTime` ±1), or of the nearest client above or below (`acrossTracks` ±1). */
export function neighbour(
  index: TimelineIndex,
  n: number,
  alongTime: -1 | 0 | 1,
  acrossTracks: -1 | 0 | 1,
): number | null {
  const { ring } = index;
  const { columns } = ring;
  const client = columns.clients[ring.indexOf(n)]!;
  if (alongTime !== 0) {
    for (let m = n + alongTime; m >= ring.first && m < ring.total; m += alongTime) {
      if (columns.clients[ring.indexOf(m)] === client) return m;
    }
    return null;
  }
  // The middle of this request's time, looked up in the nearest track with a request around it.
  const middle = (startMs(columns, ring.indexOf(n)) + columns.deliveredMs[ring.indexOf(n)]!) / 2;
  let [best, bestTracks, bestMs] = [-1, Infinity, Infinity];
  const reachMs = Math.max(1, 4 * (columns.deliveredMs[ring.indexOf(n)]! - middle));
  index.forEach(middle - reachMs, middle + reachMs, (m, entry) => {
    const tracks = (columns.clients[entry]! - client) * acrossTracks;
    if (tracks <= 0 || tracks > bestTracks) return;
    const awayMs = Math.max(0, startMs(columns, entry) - middle, middle - columns.deliveredMs[entry]!);
    if (tracks === bestTracks && awayMs >= bestMs) return;
    [best, bestTracks, bestMs] = [m, tracks, awayMs];
  });
  return best < 0 ? null : best;
}

/** All requests of a request's batch, in order of delivery; only itself without a batch. */
export function batchMates(index: TimelineIndex, n: number): number[] {
  const { ring } = index;
  const { columns } = ring;
  const entry = ring.indexOf(n);
  const batch = columns.batches[entry]!;
  if (batch === 0) return [n];
  const mates: number[] = [];
  // Responses may be delayed for ordering, so mates are looked up by the time at which they were together.
  const at = columns.batchedMs[entry]!;
  index.forEach(at, at, (m, other) => {
    if (columns.batches[other] === batch) mates.push(m);
  });
  return mates;
}
