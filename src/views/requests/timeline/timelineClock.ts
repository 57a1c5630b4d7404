/**
 * Which stretch of time a live timeline shows. A long stretch scrolls with the clock. A short one would fly past faster
 * than the eye, so it is held like an oscilloscope's picture, and a new page is shown every so often; who asks for
 * reduced motion gets pages always.
 */
import type { TimeSpan } from '../../../paint/timeline/timeSpan.ts';

/** A shorter stretch crosses the screen in less than this: it is paged. */
const SCROLL_LEAST_MS = 600;
const PAGE_MS = 800;
/** News comes some thirty times a second: the last of it is on its way. */
const LAG_MS = 70;

export interface LiveNews {
  /** Time since the start of the run, as it is now. */
  readonly nowMs: number;
  /** Latest delivery that is known, and the earliest that is still kept. */
  readonly endMs: number;
  readonly keptFromMs: number;
  readonly running: boolean;
}

export interface TimelineClock {
  /** The stretch to show now. */
  span(news: LiveNews, spanMs: number, reducedMotion: boolean): TimeSpan;
  /** Starts over with the next call: another run, or live again. */
  restart(): void;
}

export const isPaged = (spanMs: number, reducedMotion: boolean): boolean =>
  reducedMotion || spanMs < SCROLL_LEAST_MS;
const pageMs = (spanMs: number): number => Math.max(PAGE_MS, spanMs);

export function createTimelineClock(): TimelineClock {
  let page: { readonly fromMs: number; readonly shownAtMs: number; readonly spanMs: number } | null = null;
  const ending = (endMs: number, spanMs: number): TimeSpan => ({
    fromMs: Math.max(0, endMs - spanMs),
    spanMs,
  });
  return {
    span({ nowMs, endMs, keptFromMs, running }, spanMs, reducedMotion) {
      if (!running) {
        page = null;
        return ending(endMs + spanMs * 0.02, spanMs);
      }
      if (!isPaged(spanMs, reducedMotion)) {
        page = null;
        return ending(nowMs - LAG_MS, spanMs);
      }
      // At a hundred thousand requests a second a page is forgotten before it is over: it is turned sooner.
      const isGone = page !== null && page.fromMs < keptFromMs;
      if (!page || isGone || page.spanMs !== spanMs || nowMs - page.shownAtMs >= pageMs(spanMs)) {
        page = { fromMs: ending(endMs, spanMs).fromMs, shownAtMs: nowMs, spanMs };
      }
      return { fromMs: page.fromMs, spanMs };
    },
    restart() {
      page = null;
    },
  };
}
