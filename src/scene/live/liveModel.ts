/**
 * Model of the live view: plays a run in slow motion, from the trace. A run that has ended is played once from its start and then
 * stands still with all answers in; it can be played again and moved by hand. React renders only the labels, ten times per second.
 */
import { valueScale, type ColorScale } from '#canvas/colorScale.ts';
import { createGlide } from '#canvas/live/glide.ts';
import type { LiveClip } from '#canvas/live/liveClips.ts';
import type { LiveRows } from '#canvas/live/liveFields.ts';
import { liveLayout, type LiveLayout } from '#canvas/live/liveLayout.ts';
import { AFTERGLOW_MS, liveMoment, type LiveMoment } from '#canvas/live/liveMoment.ts';
import { paintLiveView } from '#canvas/live/paintLiveView.ts';
import type { Theme } from '#canvas/theme.ts';
import { createFeed, type Feed } from '#state/Feed.ts';
import { traceFeed } from '#state/feeds.ts';
import { throttle } from '#state/throttle.ts';
import { createLiveAnswers, type AnswerMeaning } from './liveAnswers.ts';
import { createLiveRun } from './liveRun.ts';

/** Texts of captions and foot. */
export interface LiveLabels {
  /** Counts at the moment shown; null before any. */
  readonly counts: {
    readonly waiting: number;
    readonly gathering: number;
    readonly computing: number;
    readonly answered: number;
  } | null;
  readonly captions: LiveLayout['captions'] | null;
  readonly isUpright: boolean;
  readonly perDot: number;
  readonly slowdown: number;
  readonly oneIn: number;
  readonly atMs: number;
  readonly endMs: number;
  readonly isPaused: boolean;
  /** The run is over, and so is its replay. */
  readonly isAtEnd: boolean;
  readonly hasEnded: boolean;
}

/** How predictions are drawn, what is asked, and the serving settings that set the layout. */
export interface LiveSettings extends AnswerMeaning {
  readonly rows: LiveRows | null;
  readonly maxBatchSize: number;
  readonly instances: number;
}

export interface LiveModel {
  readonly labels: Feed<LiveLabels>;
  readonly repaints: Feed<null>;
  paint(context: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: Theme): boolean;
  look(settings: LiveSettings): void;
  /** From the start where the replay is over. */
  setPaused(paused: boolean): void;
  /** Shows the moment at a share of the run, and pauses there. */
  seek(share: number): void;
  /** For the strip: answers in each of so many parts of the run, and the share of it that has been shown. */
  progress(bars: number): { readonly counts: Uint32Array; readonly share: number };
}

const TEXT_EVERY_MS = 100;
/** After the page was suspended, the clip must not jump. */
const LONGEST_FRAME_MS = 100;
/** With reduced motion the picture changes so often, from one batch to the next. */
const STEP_MS = 900;

const NOTHING: LiveSettings = {
  classes: 2,
  classOf: () => -1,
  shares: null,
  rows: null,
  maxBatchSize: 1,
  instances: 1,
};

/** @param hasReducedMotion read at each frame */
export function createLiveModel(hasReducedMotion: () => boolean): LiveModel {
  const labels = createFeed<LiveLabels>(labelsOf(null, null));
  const repaints = createFeed<null>(null);
  const run = createLiveRun();
  const glide = createGlide();
  let settings = NOTHING;
  let colors: { readonly theme: Theme; readonly scale: ColorScale } | null = null;
  const answers = createLiveAnswers(() => ({ ...colors!, meaning: settings }));
  let clip: LiveClip | null = null;
  /** The clip is the replay of a run that has ended. */
  let isReplay = false;
  let [atMs, lastFrameMs, isPaused, hasJumped] = [0, 0, false, false];
  let layout: LiveLayout | null = null;
  let moment: (LiveMoment & { readonly answered: number }) | null = null;

  function startOver(): void {
    clip = null;
    moment = null;
    isReplay = false;
    isPaused = false;
    answers.reset();
  }

  function takeClip(next: LiveClip | null): void {
    if (!next) return;
    isReplay = run.hasEnded;
    clip = next;
    atMs = next.fromMs;
    hasJumped = true;
  }

  function advance(): void {
    const nowMs = performance.now();
    const passedMs = Math.min(LONGEST_FRAME_MS, nowMs - lastFrameMs);
    const isStepped = hasReducedMotion();
    if (isStepped && nowMs - lastFrameMs < STEP_MS && moment) return;
    lastFrameMs = nowMs;
    if (!clip || (run.hasEnded && !isReplay)) takeClip(run.next(clip));
    else if (!isPaused) {
      atMs = Math.min(clip.toMs, isStepped ? nextAnswerMs(clip) : atMs + passedMs / clip.slowdown);
      if (atMs >= clip.toMs && !isReplay) takeClip(run.next(clip));
    }
  }

  /** With reduced motion: the time by which the next batch's answers are in. */
  function nextAnswerMs({ toMs, slowdown }: LiveClip): number {
    const { ring } = run.excerpt;
    const soonest = atMs + 300 / slowdown;
    for (let n = ring.first; n < ring.total; n++) {
      const deliveredMs = ring.columns.deliveredMs[ring.indexOf(n)]!;
      if (deliveredMs + AFTERGLOW_MS / slowdown > soonest) return deliveredMs + AFTERGLOW_MS / slowdown;
    }
    return toMs;
  }

  function publishLabels(): void {
    const next = labelsOf(layout, clip && moment && { ...moment, ...clip, atMs, endMs: run.endMs });
    const whole = { ...next, isPaused, isAtEnd: isAtEnd(), hasEnded: run.hasEnded };
    if (JSON.stringify(whole) !== JSON.stringify(labels.latest)) labels.publish(whole);
  }
  const setLabels = throttle(publishLabels, TEXT_EVERY_MS);
  const isAtEnd = (): boolean => isReplay && clip !== null && atMs >= clip.toMs;

  return {
    labels,
    repaints,
    paint(context, widthPx, heightPx, theme) {
      if (colors?.theme !== theme) colors = { theme, scale: valueScale(theme) };
      if (run.take()) startOver();
      const { rows, maxBatchSize } = settings;
      const instances = Math.max(settings.instances, run.index.instances);
      const needs = { maxBatchSize, instances, hasTiles: rows?.isPlane === false };
      layout = liveLayout(widthPx, heightPx, needs);
      const frameMs = performance.now() - lastFrameMs;
      advance();
      const shown = clip && rows ? liveMoment(run.excerpt, atMs, clip.slowdown, layout, rows) : null;
      if (clip && shown) {
        const settledMs = atMs - AFTERGLOW_MS / clip.slowdown;
        const answered = answers.show(run.index, atMs, settledMs, shown.arrived, run.excerpt);
        moment = { ...shown, answered };
      }
      const stillMs = hasJumped || hasReducedMotion() ? Infinity : frameMs;
      hasJumped = false;
      const isOver = isAtEnd();
      paintLiveView(
        context,
        {
          layout,
          rows,
          moment,
          dots: shown ? glide.move(shown.dots, stillMs) : [],
          isSent: (row) => moment !== null && run.sentAt(row) <= atMs,
          paintAnswers: (box) => rows && answers.paint(context, box, rows, theme),
          paintRequests: (box) => rows && answers.paintRequests(context, box, rows, theme),
          answerStyle: (entry) => answers.style(run.excerpt, entry),
        },
        theme,
      );
      setLabels();
      return !isPaused && !isOver && (clip !== null || traceFeed.latest.running);
    },
    look(next) {
      settings = next;
      repaints.publish(null);
    },
    setPaused(wanted) {
      if (!wanted && isAtEnd()) takeClip({ ...clip!, fromMs: run.firstMs });
      isPaused = wanted;
      lastFrameMs = performance.now();
      publishLabels();
      repaints.publish(null);
    },
    seek(share) {
      if (!clip || !run.hasEnded) return;
      isPaused = true;
      // At its end the last answers have arrived too.
      atMs = share >= 1 ? clip.toMs : Math.max(run.firstMs, Math.max(0, share) * run.endMs);
      hasJumped = true;
      publishLabels();
      repaints.publish(null);
    },
    progress: (bars) => ({
      counts: run.arrivals(bars),
      share: clip && run.endMs > 0 ? Math.min(1, atMs / run.endMs) : 0,
    }),
  };
}

interface ShownMoment extends LiveClip, LiveMoment {
  readonly answered: number;
  readonly atMs: number;
  readonly endMs: number;
}

function labelsOf(layout: LiveLayout | null, shown: ShownMoment | null): LiveLabels {
  return {
    counts: shown && {
      waiting: shown.waiting,
      gathering: shown.gathering,
      computing: shown.computing,
      answered: shown.answered,
    },
    captions: layout?.captions ?? null,
    isUpright: layout?.isUpright ?? false,
    perDot: layout?.perDot ?? 1,
    slowdown: shown?.slowdown ?? 1,
    oneIn: shown?.oneIn ?? 1,
    atMs: shown ? Math.min(shown.atMs, shown.endMs) : 0,
    endMs: shown?.endMs ?? 0,
    isPaused: false,
    isAtEnd: false,
    hasEnded: false,
  };
}
