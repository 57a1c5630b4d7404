/**
 * Latency heat map (Brendan Gregg, 2010): columns are times, rows are latencies on a logarithmic axis, a stronger cell
 * holds more responses. Averages would hide the slow ones.
 */
import type { TimeSlice } from '#trace/TraceStats.ts';
import type { ColorScale } from './colorScale.ts';
import type { Frame } from './Frame.ts';
import type { Theme } from './theme.ts';
import { timeAt, xOfTime, yOfLog, type Interval } from './timePlot.ts';

/** Approximate size of a cell: small enough to show shape, large enough to hit. */
const CELL_PX = 5;

export interface LatencyMap {
  readonly slices: readonly (TimeSlice | undefined)[];
  /** Width of a slice, and the start of the first. */
  readonly sliceMs: number;
  readonly originMs: number;
  readonly interval: Interval;
  readonly lowMs: number;
  readonly highMs: number;
}

/** A cell of the map: an interval of delivery times and a range of latencies. */
export interface LatencyCell extends Interval {
  readonly lowMs: number;
  readonly highMs: number;
}

const rowsIn = ({ height }: Frame): number => Math.max(4, Math.floor(height / CELL_PX));

export function paintLatencyMap(
  context: CanvasRenderingContext2D,
  frame: Frame,
  map: LatencyMap,
  scale: ColorScale,
): void {
  const rows = rowsIn(frame);
  const span = Math.log(map.highMs / map.lowMs);
  const held = map.slices.map((slice) => {
    const row = new Uint32Array(rows);
    slice?.response.eachBucket((latencyMs, count) => {
      const place = Math.floor((Math.log(latencyMs / map.lowMs) / span) * rows);
      const at = Math.min(rows - 1, Math.max(0, place));
      row[at] = (row[at] ?? 0) + count;
    });
    return row;
  });
  const most = held.reduce((largest, row) => row.reduce((a, b) => Math.max(a, b), largest), 0);
  const cellHeight = frame.height / rows;
  held.forEach((row, column) => {
    const startMs = map.originMs + column * map.sliceMs;
    const left = Math.max(frame.left, xOfTime(frame, map.interval, startMs));
    const right = Math.min(frame.left + frame.width, xOfTime(frame, map.interval, startMs + map.sliceMs));
    if (right <= left) return;
    row.forEach((count, place) => {
      if (count === 0) return;
      // The square root keeps a single slow response visible beside thousands of fast ones.
      context.fillStyle = scale.css(0.22 + 0.78 * Math.sqrt(count / most));
      const y = frame.top + frame.height - (place + 1) * cellHeight;
      context.fillRect(left, y, Math.max(1, right - left - 0.5), cellHeight - 0.5);
    });
  });
}

/** The cell under a pointer; null outside of the plot. */
export function latencyCellAt(frame: Frame, map: LatencyMap, xPx: number, yPx: number): LatencyCell | null {
  const up = (frame.top + frame.height - yPx) / frame.height;
  if (up < 0 || up >= 1 || xPx < frame.left || xPx > frame.left + frame.width) return null;
  const rows = rowsIn(frame);
  const row = Math.floor(up * rows);
  const edge = (place: number): number => map.lowMs * (map.highMs / map.lowMs) ** (place / rows);
  const column = Math.floor((timeAt(frame, map.interval, xPx) - map.originMs) / map.sliceMs);
  const fromMs = map.originMs + column * map.sliceMs;
  return {
    fromMs,
    toMs: fromMs + map.sliceMs,
    // The lowest row also holds latencies below the axis.
    lowMs: row === 0 ? 0 : edge(row),
    highMs: row === rows - 1 ? Infinity : edge(row + 1),
  };
}

/** A ring around the pinned request. */
export function paintPinned(
  context: CanvasRenderingContext2D,
  frame: Frame,
  map: LatencyMap,
  pinned: { readonly deliveredMs: number; readonly latencyMs: number },
  theme: Theme,
): void {
  const x = xOfTime(frame, map.interval, pinned.deliveredMs);
  if (x < frame.left || x > frame.left + frame.width) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, yOfLog(frame, map.lowMs, map.highMs, pinned.latencyMs), 5, 0, 2 * Math.PI);
  context.stroke();
}
