/**
 * Plays traced requests slowly: takes a clip of the run, moves through it frame by frame, takes the next. React sees only
 * the few numbers that stand in words, ten times a second.
 */
import { valueScale, type ColorScale } from '../../../paint/colorScale.ts';
import { pointStyle, type Mark } from '../../../paint/paintPoint.ts';
import { paintRiver } from '../../../paint/river/paintRiver.ts';
import { followableSlowdown, nextClip, type RiverClip } from '../../../paint/river/riverClips.ts';
import { riverLayout } from '../../../paint/river/riverLayout.ts';
import { riverMoment, type RiverMoment } from '../../../paint/river/riverMoment.ts';
import type { Theme } from '../../../paint/theme.ts';
import { createFeed, type Feed } from '../../../state/Feed.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { timelineExcerpt } from '../../../trace/timelineExcerpt.ts';
import { TimelineIndex } from '../../../trace/timelineIndex.ts';

/** What the heads and the foot say. */
export interface RiverWords {
  /** Of the moment that is shown; null before any. */
  readonly shown: {
    readonly waiting: number;
    readonly gathering: number;
    readonly busy: number;
    readonly instances: number;
  } | null;
  readonly slowdown: number;
  readonly oneIn: number;
  readonly isPaused: boolean;
  /** The run is over and its end is being played again. */
  readonly isReplay: boolean;
}

/** What is known of the answers' form, and of the largest batch. */
export interface RiverLook {
  readonly classes: number;
  /** One output above this is the second of two classes. */
  readonly border: number;
  readonly maxBatchSize: number;
  readonly instances: number;
}

export interface RiverModel {
  readonly words: Feed<RiverWords>;
  readonly news: Feed<null>;
  paint(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: Theme): boolean;
  look(look: RiverLook): void;
  /** null follows the length of the batches. */
  setSlowdown(factor: number | null): void;
  setPaused(paused: boolean): void;
}

const WORDS_MS = 100;
/** A page that slept must not jump through its clip. */
const LONGEST_FRAME_MS = 100;
/** A clip holds no more than this, whatever the rate. */
const MOST_REQUESTS = 16_384;

export function createRiverModel(): RiverModel {
  const words = createFeed<RiverWords>({
    shown: null,
    slowdown: 1,
    oneIn: 1,
    isPaused: false,
    isReplay: false,
  });
  const news = createFeed<null>(null);
  let look: RiverLook = { classes: 2, border: 0, maxBatchSize: 1, instances: 1 };
  let index = new TimelineIndex(traceFeed.latest.ring);
  let startedAt = 0;
  let clip: RiverClip | null = null;
  let excerpt = index;
  let largest = 1;
  let atMs = 0;
  let chosen: number | null = null;
  let paused = false;
  let isReplay = false;
  let lastFrameMs = 0;
  let lastWordsMs = -Infinity;
  let colors: { readonly theme: Theme; readonly scale: ColorScale } | null = null;

  function takeNews(): void {
    const trace = traceFeed.latest;
    if (trace.startedAt !== startedAt || trace.ring !== index.ring) {
      startedAt = trace.startedAt;
      index = new TimelineIndex(trace.ring);
      excerpt = index;
      clip = null;
      paused = false;
    }
    index.take();
  }

  function takeClip(): void {
    const { running } = traceFeed.latest;
    // The last requests of a run are no measure for all: its pace is kept for its end.
    const slowdown = chosen ?? (running || !clip ? followableSlowdown(index) : clip.slowdown);
    // Those in flight at the newest moment are not known yet: the clip ends before it.
    const endMs = index.endMs - (running ? 1.5 * newestLifeMs(index) : 0);
    const next = nextClip(clip, { firstMs: index.firstMs, endMs, running, slowdown });
    if (!next) return;
    excerpt = timelineExcerpt(index, next.fromMs - 1_000 / slowdown, next.toMs, MOST_REQUESTS);
    largest = largestBatch(excerpt);
    const fromMs = Math.max(next.fromMs, excerpt.firstMs);
    clip = { ...next, fromMs };
    atMs = fromMs;
    isReplay = !running;
  }

  function advance(): void {
    const nowMs = performance.now();
    const passedMs = Math.min(LONGEST_FRAME_MS, nowMs - lastFrameMs);
    lastFrameMs = nowMs;
    if (paused && clip) return;
    if (clip) atMs = Math.min(clip.toMs, atMs + passedMs / pace(clip));
    if (!clip || atMs >= clip.toMs) takeClip();
  }
  const pace = (clip: RiverClip): number => chosen ?? clip.slowdown;

  function say(moment: RiverMoment | null): void {
    const nowMs = performance.now();
    if (nowMs - lastWordsMs < WORDS_MS) return;
    lastWordsMs = nowMs;
    const shown = moment && {
      waiting: moment.waiting,
      gathering: moment.gathering,
      busy: moment.instances.filter(({ batchSize }) => batchSize > 0).length,
      instances: moment.instances.length,
    };
    const next: RiverWords = {
      shown,
      slowdown: clip ? pace(clip) : (chosen ?? 1),
      oneIn: clip?.oneIn ?? 1,
      isPaused: paused,
      isReplay,
    };
    if (JSON.stringify(next) !== JSON.stringify(words.latest)) words.publish(next);
  }

  function answerStyle(theme: Theme, place: number): { mark: Mark; color: string } {
    if (colors?.theme !== theme) colors = { theme, scale: valueScale(theme) };
    const answer = excerpt.ring.columns.answers[place]!;
    const label = look.classes === 2 ? Number(answer > look.border) : answer;
    return pointStyle(label, look.classes, theme, colors.scale);
  }

  return {
    words,
    news,
    paint(context, widthPx, heightPx, theme) {
      takeNews();
      advance();
      const maxBatchSize = Math.max(look.maxBatchSize, clip ? largest : 1);
      const instances = Math.max(look.instances, index.instances);
      const layout = riverLayout(widthPx, heightPx, { maxBatchSize, instances });
      const moment = clip ? riverMoment(excerpt, atMs, pace(clip), layout) : null;
      const style = (place: number) => answerStyle(theme, place);
      paintRiver(context, { layout, maxBatchSize, moment, answerStyle: style }, theme);
      say(moment);
      return !paused && (clip !== null || traceFeed.latest.running);
    },
    look(next) {
      look = next;
      news.publish(null);
    },
    setSlowdown(factor) {
      chosen = factor;
      lastWordsMs = -Infinity;
      news.publish(null);
    },
    setPaused(wanted) {
      paused = wanted;
      lastFrameMs = performance.now();
      lastWordsMs = -Infinity;
      news.publish(null);
    },
  };
}

/** From sending to delivery, the longest of the newest. */
function newestLifeMs({ ring }: TimelineIndex): number {
  let longestMs = 0;
  for (let n = Math.max(ring.first, ring.total - 256); n < ring.total; n++) {
    const place = ring.place(n);
    longestMs = Math.max(longestMs, ring.columns.deliveredMs[place]! - ring.columns.sentMs[place]!);
  }
  return longestMs;
}

function largestBatch({ ring }: TimelineIndex): number {
  let largest = 1;
  for (let n = ring.first; n < ring.total; n++) {
    largest = Math.max(largest, ring.columns.batchSizes[ring.place(n)]!);
  }
  return largest;
}
