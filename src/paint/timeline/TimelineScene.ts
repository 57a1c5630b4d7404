/** What a timeline's painters are given: where things lie, what is in view, and what is marked. */
import type { TimelineIndex } from '../../trace/timelineIndex.ts';
import type { DensitySheet } from './densitySheet.ts';
import { clientsInView, type TimelineLayout } from './timelineLayout.ts';
import type { TimeSpan } from './timeSpan.ts';

/** Requests marked by the pointer or the keys, as numbers in the ring; −1 for none. */
export interface Marked {
  readonly hovered: number;
  readonly pinned: number;
  /** The pinned request and all that shared its batch. */
  readonly mates: ReadonlySet<number>;
}

export interface TimelineScene {
  readonly index: TimelineIndex;
  readonly layout: TimelineLayout;
  readonly span: TimeSpan;
  /** The picture where bars would be too thin; null where single bars are drawn. */
  readonly density: Pick<DensitySheet, 'draw'> | null;
  /** Fill of the batch wait: a pattern, or a colour where there is none. */
  readonly hatch: CanvasPattern | string;
  readonly marked: Marked;
}

/** More bars than this are too thin to tell apart, and too many for a frame. */
const MOST_BARS = 1_500;
/** More requests than this are too many to look through each frame, in view or not. */
const MOST_VISITED = 16_000;

/** Whether each request is drawn as a bar of its own. */
export function isDetailed(index: TimelineIndex, layout: TimelineLayout, span: TimeSpan): boolean {
  if (layout.clientsPerRow > 1) return false;
  const visited = index.atMost(span.fromMs, span.fromMs + span.spanMs);
  const { from, to } = clientsInView(layout);
  return visited <= MOST_VISITED && (visited * (to - from)) / layout.clients <= MOST_BARS;
}

/** Time to px. */
export function timeScale(layout: TimelineLayout, { fromMs, spanMs }: TimeSpan): (ms: number) => number {
  const pxPerMs = (layout.right - layout.left) / spanMs;
  return (ms) => layout.left + (ms - fromMs) * pxPerMs;
}

/** Heights of a lane's three strokes: compute and read-back, batch wait, queue. */
export function laneHeights(pitch: number): { full: number; half: number; line: number } {
  const full = Math.max(2, Math.round(pitch * 0.58));
  return { full, half: Math.max(1, Math.round(full * 0.7)), line: pitch >= 6 ? 2 : 1 };
}
