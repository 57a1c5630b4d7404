/** Scene of the timeline: layout, viewport, and what is marked. */
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import type { DensitySheet } from './densitySheet.ts';
import { clientsInView, type TimelineLayout } from './timelineLayout.ts';
import type { Viewport } from './viewport.ts';

/** Requests marked by the pointer or the keys, as request numbers of the ring; −1 for none. */
export interface Marked {
  readonly hovered: number;
  readonly pinned: number;
  /** All requests of the pinned request's batch. */
  readonly mates: ReadonlySet<number>;
}

export interface TimelineScene {
  readonly index: TimelineIndex;
  readonly layout: TimelineLayout;
  readonly viewport: Viewport;
  /** Drawn where bars would be too thin; null where single bars are drawn. */
  readonly density: Pick<DensitySheet, 'draw'> | null;
  /** Fill of the batch wait: a pattern, or a colour where there is none. */
  readonly hatch: CanvasPattern | string;
  readonly marked: Marked;
  /** Step of the clock that the times were read from; 0 where it is not known. */
  readonly clockStepMs: number;
}

/** More bars than this are too thin to tell apart, and too many for a frame. */
const MOST_BARS = 1_500;
/** More requests than this are too many to scan in each frame, visible or not. */
const MOST_VISITED = 16_000;

/** Whether each request is drawn as its own bar. */
export function isDetailed(index: TimelineIndex, layout: TimelineLayout, viewport: Viewport): boolean {
  if (layout.clientsPerRow > 1) return false;
  const visited = index.atMost(viewport.fromMs, viewport.fromMs + viewport.durationMs);
  const { from, to } = clientsInView(layout);
  return visited <= MOST_VISITED && (visited * (to - from)) / layout.clients <= MOST_BARS;
}
