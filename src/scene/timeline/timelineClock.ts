/**
 * Viewport of a live timeline. A long one scrolls with the clock. A short one would move too fast for the eye, so it is held like
 * an oscilloscope's trace, and a new page is shown every so often; with reduced motion there are only pages.
 */
import type { Viewport } from '#canvas/timeline/viewport.ts';

/** Shorter viewports are paged. */
const SCROLL_LEAST_MS = 600;
const PAGE_MS = 800;
/** Progress comes about thirty times per second: the newest is still on its way. */
const LAG_MS = 70;

export interface RunTimes {
  /** Present time since the start of the run. */
  readonly nowMs: number;
  /** Latest delivery in the trace, and the earliest that is still kept. */
  readonly endMs: number;
  readonly keptFromMs: number;
  readonly running: boolean;
}

export interface TimelineClock {
  /** The viewport to show now. */
  viewport(news: RunTimes, durationMs: number, reducedMotion: boolean): Viewport;
  /** The next call starts over: another run, or live again. */
  restart(): void;
}

export const isPaged = (durationMs: number, reducedMotion: boolean): boolean =>
  reducedMotion || durationMs < SCROLL_LEAST_MS;
const pageMs = (durationMs: number): number => Math.max(PAGE_MS, durationMs);

export function createTimelineClock(): TimelineClock {
  let page: { readonly fromMs: number; readonly shownAtMs: number; readonly durationMs: number } | null =
    null;
  const endingAt = (endMs: number, durationMs: number): Viewport => ({
    fromMs: Math.max(0, endMs - durationMs),
    durationMs,
  });
  return {
    viewport({ nowMs, endMs, keptFromMs, running }, durationMs, reducedMotion) {
      if (!running) {
        page = null;
        return endingAt(endMs + durationMs * 0.02, durationMs);
      }
      if (!isPaged(durationMs, reducedMotion)) {
        page = null;
        return endingAt(nowMs - LAG_MS, durationMs);
      }
      // At a hundred thousand requests per second a page is overwritten before its time is up: the next is shown sooner.
      const isGone = page !== null && page.fromMs < keptFromMs;
      if (!page || isGone || page.durationMs !== durationMs || nowMs - page.shownAtMs >= pageMs(durationMs)) {
        page = { fromMs: endingAt(endMs, durationMs).fromMs, shownAtMs: nowMs, durationMs };
      }
      return { fromMs: page.fromMs, durationMs };
    },
    restart() {
      page = null;
    },
  };
}
