/**
 * A TimelineGrid as pixels: three strips per row (sending and queue, batch wait, compute), drawn as a thin, a half and a full
 * bar of the track's height. A strip's opacity is its share of the time. Only slices that changed since the last frame are
 * coloured and uploaded.
 */
import { KINDS, type TimelineGrid } from '#trace/timelineGrid.ts';
import { parseHex } from '../colorScale.ts';
import type { Theme } from '../theme.ts';
import { type TimelineLayout, trackHeights } from './timelineLayout.ts';
import { timeScale, type Viewport } from './viewport.ts';

const STRIPS = 3;
/** A strip is two pixels high and drawn from its middle, so that smoothing finds the same strip above and below. */
const STRIP_PX = 2;

export interface DensitySheet {
  /** Colours changed slices, at most so many, the oldest first; true when all are done. */
  take(grid: TimelineGrid, theme: Theme, most?: number): boolean;
  draw(context: CanvasRenderingContext2D, layout: TimelineLayout, viewport: Viewport): void;
}

export function createDensitySheet(): DensitySheet {
  let canvas: OffscreenCanvas | null = null;
  let drawn: { readonly grid: TimelineGrid; readonly theme: Theme } | null = null;
  return {
    take(grid, theme, most = Infinity) {
      const { columns } = grid.frame;
      const height = grid.rows * STRIPS * STRIP_PX;
      if (!canvas || canvas.width !== columns || canvas.height !== height) {
        canvas = new OffscreenCanvas(columns, height);
        drawn = null;
      }
      const context = canvas.getContext('2d');
      const end = grid.toMs / grid.frame.sliceMs;
      if (drawn?.grid !== grid || drawn.theme !== theme) grid.touchAll();
      drawn = { grid, theme };
      if (!context) return true;
      const from = Math.max(grid.dirtyFrom, end - columns);
      const to = Math.min(grid.dirtyTo, end, from + most);
      // The ring of columns is split where it wraps.
      for (let slice = from; slice < to;) {
        const column = grid.column(slice);
        const count = Math.min(to - slice, columns - column);
        context.putImageData(colouredSlices(grid, column, count, theme), column, 0);
        slice += count;
      }
      grid.settle(to);
      return grid.dirtyFrom === Infinity;
    },
    draw(context, layout, viewport) {
      if (!canvas || !drawn) return;
      const { grid } = drawn;
      const { sliceMs, columns, instances, firstClient, clientsPerRow } = grid.frame;
      const x = timeScale(layout, viewport);
      const from = Math.max(Math.floor(viewport.fromMs / sliceMs), grid.fromMs / sliceMs);
      const to = Math.min(Math.ceil((viewport.fromMs + viewport.durationMs) / sliceMs), grid.toMs / sliceMs);
      context.imageSmoothingEnabled = true;
      const drawRow = (row: number, y: number, pitch: number): void => {
        const { full, half, line } = trackHeights(pitch);
        for (const [strip, height] of [line, half, full].entries()) {
          const sourceY = (row * STRIPS + strip) * STRIP_PX + STRIP_PX / 2 - 0.5;
          const top = y + (pitch - height) / 2;
          for (let slice = from; slice < to;) {
            const column = grid.column(slice);
            const count = Math.min(to - slice, columns - column);
            const left = x(slice * sliceMs);
            const width = x((slice + count) * sliceMs) - left;
            context.drawImage(canvas!, column, sourceY, count, 1, left, top, width, height);
            slice += count;
          }
        }
      };
      for (let row = 0; row < instances; row++) {
        drawRow(row, layout.instanceTop + row * layout.instancePitch, layout.instancePitch);
      }
      for (let row = instances; row < grid.rows; row++) {
        const track = (firstClient / clientsPerRow + row - instances) * layout.trackPitch;
        const y = layout.trackTop + track - layout.scrollPx;
        if (y + layout.trackPitch > layout.trackTop && y < layout.bottom) drawRow(row, y, layout.trackPitch);
      }
    },
  };
}

/** Columns [column, column + count) of all rows, packed as in `colorScale.ts`. */
function colouredSlices(grid: TimelineGrid, column: number, count: number, theme: Theme): ImageData {
  const image = new ImageData(count, grid.rows * STRIPS * STRIP_PX);
  const pixels = new Uint32Array(image.data.buffer);
  const { shares, frame } = grid;
  const [way, queue] = [packed(theme.lineControl), packed(theme.segQueue)];
  const wait = packed(theme.segBatch);
  const [compute, read] = [parseHex(theme.segCompute), parseHex(theme.segRead)];
  for (let row = 0; row < grid.rows; row++) {
    for (let i = 0; i < count; i++) {
      const at = (row * frame.columns + column + i) * KINDS;
      const [sending, queued, waited] = [shares[at]!, shares[at + 1]!, shares[at + 2]!];
      const [c, r] = [shares[at + 3]!, shares[at + 4]!];
      const work = c + r;
      const part = work > 0 ? r / work : 0;
      const mix = (k: 0 | 1 | 2): number => Math.round(compute[k] + (read[k] - compute[k]) * part);
      put(row * STRIPS, i, queued >= sending ? queue : way, queued + sending);
      put(row * STRIPS + 1, i, wait, waited);
      if (work > 0) put(row * STRIPS + 2, i, (mix(2) << 16) | (mix(1) << 8) | mix(0), work);
    }
  }
  return image;

  function put(strip: number, i: number, color: number, share: number): void {
    if (share <= 0) return;
    const pixel = ((Math.round(Math.min(1, share) * 255) << 24) | color) >>> 0;
    for (let line = 0; line < STRIP_PX; line++) pixels[(strip * STRIP_PX + line) * count + i] = pixel;
  }
}

function packed(color: string): number {
  const [r, g, b] = parseHex(color);
  return (b << 16) | (g << 8) | r;
}
