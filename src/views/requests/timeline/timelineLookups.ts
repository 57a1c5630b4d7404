/** What the timeline asks of its index: how long requests live, and which of them the keys begin with. */
import { laneY, type TimelineLayout } from '../../../paint/timeline/timelineLayout.ts';
import type { TimeSpan } from '../../../paint/timeline/timeSpan.ts';
import type { TimelineIndex } from '../../../trace/timelineIndex.ts';

/** Of the newest requests, some spread over many batches. */
export function medianLifeMs({ ring }: TimelineIndex): number {
  const lives: number[] = [];
  for (let n = ring.total - 1; n >= ring.first && lives.length < 64; n -= 61) {
    const place = ring.place(n);
    lives.push(ring.columns.deliveredMs[place]! - ring.columns.sentMs[place]!);
  }
  return lives.toSorted((a, b) => a - b)[lives.length >> 1] ?? 1;
}

/** The request nearest to the middle of the picture: where the keys begin. */
export function nearestMiddle(index: TimelineIndex, layout: TimelineLayout, span: TimeSpan): number {
  const middleMs = span.fromMs + span.spanMs / 2;
  const middleY = (layout.laneTop + layout.bottom) / 2;
  const { columns } = index.ring;
  let [best, bestAway] = [-1, Infinity];
  index.forEach(span.fromMs, span.fromMs + span.spanMs, (n, place) => {
    const aside =
      Math.abs((columns.sentMs[place]! + columns.deliveredMs[place]!) / 2 - middleMs) / span.spanMs;
    const away = aside + Math.abs(laneY(layout, columns.clients[place]!) - middleY) / layout.bottom;
    if (away < bestAway) [best, bestAway] = [n, away];
  });
  return best;
}
