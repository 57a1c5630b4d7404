/**
 * Which stretch of a run the river shows. It plays traced time slower than it was; a run that goes on meanwhile gets
 * ahead, so the river plays a clip, then jumps to the newest one, and says how much it left out. After the run it plays
 * the end again and again. Pure: time comes in, the moment to show comes out.
 */
import type { TimelineIndex } from '../../trace/timelineIndex.ts';

/** A clip lasts this long on the screen: two or three batches. */
const CLIP_MS = 3_000;
/** After the last answer of a run the picture rests before it plays the end again. */
const REST_MS = 1_500;
/** A batch, from its first request to its answers, takes about this long on the screen. */
const BATCH_MS = 1_600;

export const SLOWDOWNS: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000,
];

/** The round factor at which a batch of the newest requests can be followed. */
export function followableSlowdown({ ring }: TimelineIndex): number {
  const { columns } = ring;
  const lives: number[] = [];
  for (let n = ring.total - 1; n >= ring.first && lives.length < 33; n -= 37) {
    const place = ring.place(n);
    // Its way and its batch; the time in the queue is left out, which may be any multiple of them.
    const wayMs = columns.enqueuedMs[place]! - columns.sentMs[place]!;
    const lifeMs = wayMs + columns.deliveredMs[place]! - columns.freeMs[place]!;
    if (columns.batches[place]! > 0 && lifeMs > 0) lives.push(lifeMs);
  }
  const lifeMs = lives.toSorted((a, b) => a - b)[lives.length >> 1];
  if (lifeMs === undefined) return 1;
  const wanted = BATCH_MS / lifeMs;
  return SLOWDOWNS.findLast((factor) => factor <= wanted * 1.3) ?? 1;
}

export interface RiverClip {
  readonly fromMs: number;
  readonly toMs: number;
  readonly slowdown: number;
  /** One part of the run in so many is shown; 1 is all of it. */
  readonly oneIn: number;
}

export interface RiverNews {
  /** Between these times all is known. */
  readonly firstMs: number;
  readonly endMs: number;
  readonly running: boolean;
  readonly slowdown: number;
}

/** The clip after `last` has been played to its end; null while there is nothing new to play. */
export function nextClip(last: RiverClip | null, news: RiverNews): RiverClip | null {
  const { firstMs, endMs, running, slowdown } = news;
  const lengthMs = CLIP_MS / slowdown;
  if (endMs <= firstMs) return null;
  if (!running) {
    const restMs = REST_MS / slowdown;
    return { fromMs: Math.max(firstMs, endMs - lengthMs), toMs: endMs + restMs, slowdown, oneIn: 1 };
  }
  const aheadMs = last ? endMs - last.toMs : endMs - firstMs;
  if (last && aheadMs <= 0) return null;
  // Not far behind: play on without a jump.
  if (last && aheadMs <= lengthMs * 1.5) return { fromMs: last.toMs, toMs: endMs, slowdown, oneIn: 1 };
  const fromMs = Math.max(firstMs, endMs - lengthMs);
  const oneIn = last ? Math.max(1, Math.round(aheadMs / (endMs - fromMs))) : 1;
  return { fromMs, toMs: endMs, slowdown, oneIn };
}
