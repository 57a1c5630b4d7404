/**
 * Model of the live view: plays the trace in slow motion, clip after clip. React renders only the labels (a few numbers), ten
 * times per second.
 */
import { valueScale, type ColorScale } from '#canvas/colorScale.ts';
import { followableSlowdown, nextClip, type LiveClip } from '#canvas/live/liveClips.ts';
import { liveLayout } from '#canvas/live/liveLayout.ts';
import { liveMoment, type LiveMoment } from '#canvas/live/liveMoment.ts';
import { paintLiveView } from '#canvas/live/paintLiveView.ts';
import { pointStyle, type Mark } from '#canvas/paintPoint.ts';
import type { Theme } from '#canvas/theme.ts';
import { createFeed, type Feed } from '#state/Feed.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { throttle } from '#state/throttle.ts';
import { timelineExcerpt } from '#trace/timelineExcerpt.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';

/** Texts of heads and foot. */
export interface LiveLabels {
  /** Counts at the moment shown; null before any. */
  readonly shown: {
    readonly waiting: number;
    readonly gathering: number;
    readonly busy: number;
    readonly instances: number;
  } | null;
  readonly slowdown: number;
  readonly oneIn: number;
  readonly isPaused: boolean;
  /** The run is over and its end is repeated. */
  readonly isReplay: boolean;
}

/** How predictions are drawn, and the serving settings that set the layout. */
export interface LiveSettings {
  readonly classes: number;
  /** Class of a prediction as the trace holds it. */
  classOf(answer: number): number;
  readonly maxBatchSize: number;
  readonly instances: number;
}

export interface LiveModel {
  readonly labels: Feed<LiveLabels>;
  readonly repaints: Feed<null>;
  paint(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: Theme): boolean;
  look(look: LiveSettings): void;
  /** null: chosen by the length of the batches. */
  setSlowdown(factor: number | null): void;
  setPaused(paused: boolean): void;
}

const TEXT_EVERY_MS = 100;
/** After the page was suspended, the clip must not jump. */
const LONGEST_FRAME_MS = 100;
/** Maximum number of requests of a clip, whatever the rate. */
const MOST_REQUESTS = 16_384;

export function createLiveModel(): LiveModel {
  const labels = createFeed<LiveLabels>({
    shown: null,
    slowdown: 1,
    oneIn: 1,
    isPaused: false,
    isReplay: false,
  });
  const repaints = createFeed<null>(null);
  let look: LiveSettings = { classes: 2, classOf: () => -1, maxBatchSize: 1, instances: 1 };
  let index = new TimelineIndex(traceFeed.latest.ring);
  let startedAt = 0;
  let clip: LiveClip | null = null;
  let excerpt = index;
  let largest = 1;
  let atMs = 0;
  let chosen: number | null = null;
  let paused = false;
  let isReplay = false;
  let lastFrameMs = 0;
  let lastMoment: LiveMoment | null = null;
  let colors: { readonly theme: Theme; readonly scale: ColorScale } | null = null;

  function takeTrace(): void {
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
    // The last requests of a run are not typical: its end keeps the factor.
    const slowdown = chosen ?? (running || !clip ? followableSlowdown(index) : clip.slowdown);
    // Requests in flight at the newest time are not in the trace yet: the clip ends before it.
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
  const pace = (clip: LiveClip): number => chosen ?? clip.slowdown;

  function publishLabels(): void {
    const shown = lastMoment && {
      waiting: lastMoment.waiting,
      gathering: lastMoment.gathering,
      busy: lastMoment.instances.filter(({ batchSize }) => batchSize > 0).length,
      instances: lastMoment.instances.length,
    };
    const next: LiveLabels = {
      shown,
      slowdown: clip ? pace(clip) : (chosen ?? 1),
      oneIn: clip?.oneIn ?? 1,
      isPaused: paused,
      isReplay,
    };
    if (JSON.stringify(next) !== JSON.stringify(labels.latest)) labels.publish(next);
  }
  const setLabels = throttle(publishLabels, TEXT_EVERY_MS);

  function answerStyle(theme: Theme, entry: number): { mark: Mark; color: string } {
    if (colors?.theme !== theme) colors = { theme, scale: valueScale(theme) };
    const answer = excerpt.ring.columns.predictions[entry]!;
    const label = look.classes === 0 ? answer : look.classOf(answer);
    if (look.classes > 0 && label < 0) return { mark: 'circle', color: theme.ink3 };
    return pointStyle(label, look.classes, theme, colors.scale);
  }

  return {
    labels,
    repaints,
    paint(context, widthPx, heightPx, theme) {
      takeTrace();
      advance();
      const { clockStepMs } = servingStore.getState();
      const maxBatchSize = Math.max(look.maxBatchSize, clip ? largest : 1);
      const instances = Math.max(look.instances, index.instances);
      const layout = liveLayout(widthPx, heightPx, { maxBatchSize, instances });
      const moment = clip ? liveMoment(excerpt, atMs, pace(clip), layout) : null;
      const style = (entry: number) => answerStyle(theme, entry);
      paintLiveView(context, { layout, maxBatchSize, clockStepMs, moment, answerStyle: style }, theme);
      lastMoment = moment;
      setLabels();
      return !paused && (clip !== null || traceFeed.latest.running);
    },
    look(next) {
      look = next;
      repaints.publish(null);
    },
    setSlowdown(factor) {
      chosen = factor;
      publishLabels();
      repaints.publish(null);
    },
    setPaused(wanted) {
      paused = wanted;
      lastFrameMs = performance.now();
      publishLabels();
      repaints.publish(null);
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

function largestBatch({ ring }: TimelineIndex): number {
  let largest = 1;
  for (let n = ring.first; n < ring.total; n++) {
    largest = Math.max(largest, ring.columns.batchSizes[ring.indexOf(n)]!);
  }
  return largest;
}
