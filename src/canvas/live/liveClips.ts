/**
 * Which interval of a run the live view shows: it plays the trace in slow motion, while the run gets ahead. So it plays a clip,
 * jumps to the newest interval, and reports how much was left out. After the run it repeats the end. Pure.
 */
import type { TimelineIndex } from '#trace/timelineIndex.ts';

/** Length of a clip on the screen: two or three batches. */
const CLIP_MS = 3_000;
/** Pause after the last response of a run, before its end is repeated. */
const REST_MS = 1_500;
/** Time on the screen of a batch, from its first request to its responses. */
const BATCH_MS = 1_600;

export const SLOWDOWNS: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000,
];

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
  if (lifeMs === undefined) return 1;
  const wanted = BATCH_MS / lifeMs;
  return SLOWDOWNS.findLast((factor) => factor <= wanted * 1.3) ?? 1;
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
  readonly running: boolean;
  readonly slowdown: number;
}

/** The clip after `last`; null while there is nothing new to play. */
export function nextClip(last: LiveClip | null, news: KnownRange): LiveClip | null {
  const { firstMs, endMs, running, slowdown } = news;
  const lengthMs = CLIP_MS / slowdown;
  if (endMs <= firstMs) return null;
  if (!running) {
    const restMs = REST_MS / slowdown;
    return { fromMs: Math.max(firstMs, endMs - lengthMs), toMs: endMs + restMs, slowdown, oneIn: 1 };
  }
  const aheadMs = last ? endMs - last.toMs : endMs - firstMs;
  if (last && aheadMs <= 0) return null;
  // Not far behind: continue without a jump.
  if (last && aheadMs <= lengthMs * 1.5) return { fromMs: last.toMs, toMs: endMs, slowdown, oneIn: 1 };
  const fromMs = Math.max(firstMs, endMs - lengthMs);
  const oneIn = last ? Math.max(1, Math.round(aheadMs / (endMs - fromMs))) : 1;
  return { fromMs, toMs: endMs, slowdown, oneIn };
}
