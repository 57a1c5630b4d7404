/** Lookups in the index of a timeline: typical length of a request, and the request at which keyboard navigation begins. */
import { trackY, type TimelineLayout } from '#canvas/timeline/timelineLayout.ts';
import type { Viewport } from '#canvas/timeline/viewport.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';

/** Median time from sending to delivery, sampled over many batches among the newest requests. */
export function medianLifeMs({ ring }: TimelineIndex): number {
  const lives: number[] = [];
  for (let n = ring.total - 1; n >= ring.first && lives.length < 64; n -= 61) {
    const entry = ring.indexOf(n);
    lives.push(ring.columns.deliveredMs[entry]! - ring.columns.sentMs[entry]!);
  }
  return lives.toSorted((a, b) => a - b)[lives.length >> 1] ?? 1;
}

/** The request nearest to the middle of the viewport, where keyboard navigation begins. */
export function nearestMiddle(index: TimelineIndex, layout: TimelineLayout, viewport: Viewport): number {
  const middleMs = viewport.fromMs + viewport.durationMs / 2;
  const middleY = (layout.trackTop + layout.bottom) / 2;
  const { columns } = index.ring;
  let [best, bestAway] = [-1, Infinity];
  index.forEach(viewport.fromMs, viewport.fromMs + viewport.durationMs, (n, entry) => {
    const aside =
      Math.abs((columns.sentMs[entry]! + columns.deliveredMs[entry]!) / 2 - middleMs) / viewport.durationMs;
    const away = aside + Math.abs(trackY(layout, columns.clients[entry]!) - middleY) / layout.bottom;
    if (away < bestAway) [best, bestAway] = [n, away];
  });
  return best;
}
