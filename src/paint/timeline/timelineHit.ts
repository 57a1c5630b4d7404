/** What the pointer or the keys mean on a timeline: the request under a point, and the next one from a request. Pure. */
import type { TimelineIndex } from '../../trace/timelineIndex.ts';
import { startMs } from '../../trace/timelineSegments.ts';
import { laneAt, type TimelineLayout } from './timelineLayout.ts';
import type { TimeSpan } from './timeSpan.ts';

/** A bar thinner than this can still be hit. */
const REACH_PX = 3;

export interface TimelineHit {
  /** Number of the request in its ring. */
  readonly n: number;
  /** Whether a batch on its instance was pointed at; `n` is then its first request. */
  readonly isBatch: boolean;
}

export function timeAt(layout: TimelineLayout, { fromMs, spanMs }: TimeSpan, x: number): number {
  return fromMs + ((x - layout.left) / (layout.right - layout.left)) * spanMs;
}

export function timelineHit(
  index: TimelineIndex,
  layout: TimelineLayout,
  span: TimeSpan,
  x: number,
  y: number,
): TimelineHit | null {
  if (x < layout.left || x > layout.right) return null;
  const found = laneAt(layout, y);
  if (!found) return null;
  const { columns } = index.ring;
  const at = timeAt(layout, span, x);
  const reachMs = (REACH_PX * span.spanMs) / (layout.right - layout.left);
  const isBatch = found.kind === 'instance';
  let [best, bestMs] = [-1, Infinity];
  index.forEach(at - reachMs, at + reachMs, (n, place) => {
    const lane = isBatch ? columns.instances[place]! : columns.clients[place]!;
    const size = isBatch ? 1 : layout.clientsPerRow;
    if (lane < found.lane || lane >= found.lane + size) return;
    if (isBatch && columns.batches[place] === 0) return;
    const from = isBatch ? columns.batchedMs[place]! : startMs(columns, place);
    const to = isBatch ? columns.readBackMs[place]! : columns.deliveredMs[place]!;
    const awayMs = Math.max(0, from - at, at - to);
    // Of two at the same distance the later: on an instance the next batch begins while the last is read back.
    if (!(awayMs <= reachMs) || awayMs > bestMs || (awayMs === bestMs && isBatch && !isLater(n, best)))
      return;
    [best, bestMs] = [n, awayMs];
  });
  return best < 0 ? null : { n: best, isBatch };

  function isLater(n: number, than: number): boolean {
    return columns.batchedMs[index.ring.place(n)]! > columns.batchedMs[index.ring.place(than)]!;
  }
}

/** The next request of the same client (`alongTime` ±1), or of the nearest client above or below (`acrossLanes` ±1). */
export function neighbour(
  index: TimelineIndex,
  n: number,
  alongTime: -1 | 0 | 1,
  acrossLanes: -1 | 0 | 1,
): number | null {
  const { ring } = index;
  const { columns } = ring;
  const client = columns.clients[ring.place(n)]!;
  if (alongTime !== 0) {
    for (let m = n + alongTime; m >= ring.first && m < ring.total; m += alongTime) {
      if (columns.clients[ring.place(m)] === client) return m;
    }
    return null;
  }
  // The middle of this request's life, looked up in the nearest lane that has one around it.
  const middle = (startMs(columns, ring.place(n)) + columns.deliveredMs[ring.place(n)]!) / 2;
  let [best, bestLanes, bestMs] = [-1, Infinity, Infinity];
  const reachMs = Math.max(1, 4 * (columns.deliveredMs[ring.place(n)]! - middle));
  index.forEach(middle - reachMs, middle + reachMs, (m, place) => {
    const lanes = (columns.clients[place]! - client) * acrossLanes;
    if (lanes <= 0 || lanes > bestLanes) return;
    const awayMs = Math.max(0, startMs(columns, place) - middle, middle - columns.deliveredMs[place]!);
    if (lanes === bestLanes && awayMs >= bestMs) return;
    [best, bestLanes, bestMs] = [m, lanes, awayMs];
  });
  return best < 0 ? null : best;
}

/** All requests of a request's batch, in order of delivery; only itself where it had none. */
export function batchMates(index: TimelineIndex, n: number): number[] {
  const { ring } = index;
  const { columns } = ring;
  const place = ring.place(n);
  const batch = columns.batches[place]!;
  if (batch === 0) return [n];
  const mates: number[] = [];
  // Answers may be held back for order, so mates are looked for by the time at which they were together.
  const at = columns.batchedMs[place]!;
  index.forEach(at, at, (m, other) => {
    if (columns.batches[other] === batch) mates.push(m);
  });
  return mates;
}
