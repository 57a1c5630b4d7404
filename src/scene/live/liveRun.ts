/** The run that the live view plays: its index by time, which part is played, and when each row was sent. */
import {
  followableSlowdown,
  nextClip,
  replayClip,
  wholeRunSlowdown,
  type LiveClip,
} from '#canvas/live/liveClips.ts';
import { AFTERGLOW_MS } from '#canvas/live/liveMoment.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { timelineExcerpt } from '#trace/timelineExcerpt.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';

/** A run of more requests, or a longer one, is played by clips. */
const MOST_WHOLE = 16_384;
const LONGEST_WHOLE_MS = 4_000;
/** A burst that takes longer is watched while it runs, clip by clip. */
const WATCHED_AFTER_MS = 1_000;

export interface LiveRun {
  /** Reads what has come; true where another run has begun. */
  take(): boolean;
  /** The clip after `last`, of a running load, or the replay once it has ended; null while there is none. */
  next(last: LiveClip | null): LiveClip | null;
  /** Requests of the present clip: a copy while the run overwrites its ring. */
  readonly excerpt: TimelineIndex;
  readonly index: TimelineIndex;
  readonly hasEnded: boolean;
  /** Earliest time that can be shown, and the last delivery. */
  readonly firstMs: number;
  readonly endMs: number;
  /** When the request of a row was first sent; Infinity where it never was. */
  sentAt(row: number): number;
  /** Answers delivered in each of `bars` equal parts of the run so far. */
  arrivals(bars: number): Uint32Array;
}

export function createLiveRun(): LiveRun {
  let index = new TimelineIndex(traceFeed.latest.ring);
  let excerpt = index;
  let startedAt = 0;
  let sentMs = new Map<number, number>();
  let sentTaken = 0;

  const hasEnded = (): boolean => !traceFeed.latest.running && index.ring.total > 0;
  const isWhole = (): boolean =>
    index.ring.first === 0 && index.ring.total <= MOST_WHOLE && index.endMs <= LONGEST_WHOLE_MS;

  function takeSent(): void {
    const { ring } = index;
    for (let n = Math.max(sentTaken, ring.first); n < ring.total; n++) {
      const entry = ring.indexOf(n);
      const row = ring.columns.rowIndexes[entry]!;
      sentMs.set(row, Math.min(sentMs.get(row) ?? Infinity, ring.columns.sentMs[entry]!));
    }
    sentTaken = ring.total;
  }

  return {
    take() {
      const trace = traceFeed.latest;
      const isNew = trace.startedAt !== startedAt || trace.ring !== index.ring;
      if (isNew) {
        startedAt = trace.startedAt;
        index = new TimelineIndex(trace.ring);
        excerpt = index;
        sentMs = new Map();
        sentTaken = 0;
      }
      index.take();
      takeSent();
      return isNew;
    },
    next(last) {
      if (hasEnded()) {
        excerpt = index;
        const whole = isWhole();
        const slowdown = whole
          ? wholeRunSlowdown(index.endMs)
          : (last?.slowdown ?? followableSlowdown(index));
        return replayClip({ firstMs: index.firstMs, endMs: index.endMs, slowdown }, whole, AFTERGLOW_MS);
      }
      const { kind, elapsedMs } = servingStore.getState();
      if (kind === 'burst' && elapsedMs < WATCHED_AFTER_MS) return null;
      const slowdown = followableSlowdown(index);
      // Requests in flight at the newest time are not in the trace yet: the clip ends before it.
      const endMs = index.endMs - 1.5 * newestLifeMs(index);
      const clip = nextClip(last, { firstMs: index.firstMs, endMs, slowdown });
      if (!clip) return null;
      excerpt = timelineExcerpt(index, clip.fromMs - 1_000 / slowdown, clip.toMs, MOST_WHOLE);
      return { ...clip, fromMs: Math.max(clip.fromMs, excerpt.firstMs) };
    },
    get excerpt() {
      return excerpt;
    },
    get index() {
      return index;
    },
    get hasEnded() {
      return hasEnded();
    },
    get firstMs() {
      return isWhole() ? 0 : Math.max(0, index.keptFromMs);
    },
    get endMs() {
      return index.endMs;
    },
    sentAt: (row) => sentMs.get(row) ?? Infinity,
    arrivals(bars) {
      const counts = new Uint32Array(bars);
      const { ring, endMs } = index;
      if (endMs <= 0) return counts;
      for (let n = ring.first; n < ring.total; n++) {
        const share = ring.columns.deliveredMs[ring.indexOf(n)]! / endMs;
        const bar = Math.min(bars - 1, Math.floor(share * bars));
        counts[bar] = counts[bar]! + 1;
      }
      return counts;
    },
  };
}

/** Longest time from sending to delivery among the newest requests. */
function newestLifeMs({ ring }: TimelineIndex): number {
  let longestMs = 0;
  for (let n = Math.max(ring.first, ring.total - 256); n < ring.total; n++) {
    const entry = ring.indexOf(n);
    longestMs = Math.max(longestMs, ring.columns.deliveredMs[entry]! - ring.columns.sentMs[entry]!);
  }
  return longestMs;
}
