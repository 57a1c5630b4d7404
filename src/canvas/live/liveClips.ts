/**
 * Which part of a run the live view plays, and how slowly. A run that has ended is played from its start, so that it takes some five
 * seconds. While a load runs it gets ahead of its slow motion: a clip is played, then the newest one, and what lies between is
 * reported. Pure.
 */
import type { TimelineIndex } from '#trace/timelineIndex.ts';

/** Length of a clip on the screen: two or three batches. */
const CLIP_MS = 3_000;
/** Time on the screen of a batch, from its first request to its answers. */
const BATCH_MS = 1_600;
/** Time on the screen of a short run. */
const RUN_MS = 5_000;

/** Factors of slow motion: 1, 2, 3, 5, 10 … */
const SLOWDOWNS: readonly number[] = [0, 1, 2, 3, 4].flatMap((power) =>
  [1, 2, 3, 5].map((lead) => lead * 10 ** power),
);

const atMost = (factor: number): number => SLOWDOWNS.findLast((round) => round <= factor) ?? 1;

/** The round factor at which a whole run takes about five seconds. */
export const wholeRunSlowdown = (durationMs: number): number =>
  atMost((1.3 * RUN_MS) / Math.max(durationMs, 0.1));

/** The round factor at which batches of the newest requests can be followed by eye. */
export function followableSlowdown({ ring }: TimelineIndex): number {
  const { columns } = ring;
  const lives: number[] = [];
  for (let n = ring.total - 1; n >= ring.first && lives.length < 33; n -= 37) {
    const entry = ring.indexOf(n);
    // Without the time in the queue, which may be any multiple of the rest.
    const wayMs = columns.enqueuedMs[entry]! - columns.sentMs[entry]!;
    const lifeMs = wayMs + columns.deliveredMs[entry]! - columns.freeMs[entry]!;
    if (columns.batches[entry]! > 0 && lifeMs > 0) lives.push(lifeMs);
  }
  const lifeMs = lives.toSorted((a, b) => a - b)[lives.length >> 1];
  return lifeMs === undefined ? 1 : atMost((1.3 * BATCH_MS) / lifeMs);
}

export interface LiveClip {
  readonly fromMs: number;
  readonly toMs: number;
  readonly slowdown: number;
  /** One of so many parts of the run is shown; 1: all of it. */
  readonly oneIn: number;
}

export interface KnownRange {
  /** Interval in which the trace is complete. */
  readonly firstMs: number;
  readonly endMs: number;
  readonly slowdown: number;
}

/** The clip of a running load after `last`; null while there is nothing new to play. */
export function nextClip(last: LiveClip | null, { firstMs, endMs, slowdown }: KnownRange): LiveClip | null {
  const lengthMs = CLIP_MS / slowdown;
  if (endMs <= firstMs) return null;
  const aheadMs = last ? endMs - last.toMs : endMs - firstMs;
  if (last && aheadMs <= 0) return null;
  // Not far behind: continue without a jump.
  if (last && aheadMs <= lengthMs * 1.5) return { fromMs: last.toMs, toMs: endMs, slowdown, oneIn: 1 };
  const fromMs = Math.max(firstMs, endMs - lengthMs);
  const oneIn = last ? Math.max(1, Math.round(aheadMs / (endMs - fromMs))) : 1;
  return { fromMs, toMs: endMs, slowdown, oneIn };
}

/** Where the replay of a run begins: at its start; of a long one, with its last clip. */
export function replayClip(
  { firstMs, endMs, slowdown }: KnownRange,
  isWhole: boolean,
  afterglowMs: number,
): LiveClip {
  const fromMs = isWhole ? 0 : Math.max(firstMs, endMs - CLIP_MS / slowdown);
  return { fromMs, toMs: endMs + afterglowMs / slowdown, slowdown, oneIn: 1 };
}
