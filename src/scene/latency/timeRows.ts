/** How high the charts over time stand over each other in a pane. */
import type { TimeView } from './timeCharts.ts';

/** Title and texts of the ticks included. */
const LEAST_MAIN_PX = 96;
const LEAST_STRIP_PX = 46;
const MOST_STRIP_PX = 66;
/** The lowest chart has the texts of the time axis. */
const AXIS_PX = 16;
const STRIPS = { map: 3, lines: 3, rates: 4 } as const;

export interface TimeRows {
  /** 0 where there are only strips. */
  readonly mainPx: number;
  readonly stripsPx: readonly number[];
}

/**
 * One main chart over strips of even height. Strips give way, all together, where they would squeeze the main chart;
 * without a main chart they share the height, as many as can be read.
 */
export function timeRows(view: TimeView, heightPx: number): TimeRows {
  const roomPx = Math.max(0, heightPx - AXIS_PX);
  const withAxis = (heights: number[]): number[] =>
    heights.map((px, i) => Math.round(i === heights.length - 1 ? px + AXIS_PX : px));
  if (view === 'rates') {
    const count = Math.max(1, Math.min(STRIPS.rates, Math.floor(roomPx / LEAST_STRIP_PX)));
    return { mainPx: 0, stripsPx: withAxis(Array.from({ length: count }, () => Math.floor(roomPx / count))) };
  }
  const count = STRIPS[view];
  if (roomPx - count * LEAST_STRIP_PX < LEAST_MAIN_PX) return { mainPx: heightPx, stripsPx: [] };
  const stripPx = Math.round(Math.min(MOST_STRIP_PX, Math.max(LEAST_STRIP_PX, roomPx / (count + 4))));
  const stripsPx = withAxis(Array.from({ length: count }, () => stripPx));
  return { mainPx: heightPx - stripsPx.reduce((sum, px) => sum + px, 0), stripsPx };
}
