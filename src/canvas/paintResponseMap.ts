/**
 * Responses on the plane, one cell per request, in order of completion. The cells are pixels of one small image: only
 * responses that are new since the last frame are coloured, so ten thousand per second cost little.
 */
import { POOL_GRID_SIDE } from '#data/samplePool.ts';
import { planeAcross, planeDown } from '#datasets/Points.ts';
import { argmax } from '#nn/classOf.ts';
import { parseHex, type ColorScale } from './colorScale.ts';
import type { PixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';

export interface ResponsePoints {
  /** Pool points (x1, x2) in [−6, 6]². */
  readonly rawRows: Float32Array;
  /** Newest prediction of each pool row, [rows, outputUnits]; NaN where there is none. */
  readonly outputs: Float32Array;
  readonly outputUnits: number;
  /** Whether outputs lie in 0 to 1 with the threshold at ½ instead of −1 to 1 (one output only). */
  readonly shares: boolean;
}

/** The colour of each cell that has a response. */
export interface ResponseCells {
  /** Updates the cells to the first `count` responses of `order`; starts over for another load or other colours. */
  show(points: ResponsePoints, order: Uint32Array, count: number, theme: Theme, scale: ColorScale): void;
  readonly pixels: Uint32Array;
}

export function createResponseCells(): ResponseCells {
  const pixels = new Uint32Array(POOL_GRID_SIDE * POOL_GRID_SIDE);
  let shown = 0;
  let look: unknown[] = [];
  return {
    pixels,
    show(points, order, count, theme, scale) {
      const now = [points.rawRows, points.outputUnits, points.shares, scale];
      if (count < shown || now.some((part, i) => part !== look[i])) {
        pixels.fill(0);
        shown = 0;
      }
      look = now;
      for (let i = shown; i < count; i++) {
        const row = order[i] ?? 0;
        pixels[cellOf(points, row)] = responsePixel(points, row, theme, scale);
      }
      shown = count;
    },
  };
}

function cellOf({ rawRows }: ResponsePoints, row: number): number {
  const column = Math.floor(planeAcross(rawRows[2 * row] ?? 0) * POOL_GRID_SIDE);
  const line = Math.floor(planeDown(rawRows[2 * row + 1] ?? 0) * POOL_GRID_SIDE);
  const inside = (cell: number): number => Math.min(POOL_GRID_SIDE - 1, Math.max(0, cell));
  return inside(line) * POOL_GRID_SIDE + inside(column);
}

/** Draws the cells into a square of `sidePx`; the newest `fresh` responses get an edge. */
export function paintResponseMap(
  context: CanvasRenderingContext2D,
  sidePx: number,
  points: ResponsePoints | null,
  order: Uint32Array,
  count: number,
  fresh: number,
  cells: ResponseCells,
  sheet: PixelSheet,
  theme: Theme,
  scale: ColorScale,
): void {
  context.fillStyle = theme.surfaceSunken;
  context.fillRect(0, 0, sidePx, sidePx);
  if (!points) return;
  cells.show(points, order, count, theme, scale);
  sheet.fill(1, POOL_GRID_SIDE, POOL_GRID_SIDE, (_, target, start, stride) => {
    for (let line = 0; line < POOL_GRID_SIDE; line++) {
      target.set(
        cells.pixels.subarray(line * POOL_GRID_SIDE, (line + 1) * POOL_GRID_SIDE),
        start + line * stride,
      );
    }
  });
  sheet.draw(context, 0, 0, 0, sidePx, sidePx, false);
  const cell = sidePx / POOL_GRID_SIDE;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  for (let i = Math.max(0, count - fresh); i < count; i++) {
    const place = cellOf(points, order[i] ?? 0);
    const [x, y] = [(place % POOL_GRID_SIDE) * cell, Math.floor(place / POOL_GRID_SIDE) * cell];
    context.strokeRect(x - 1, y - 1, cell + 2, cell + 2);
  }
}

function responsePixel(points: ResponsePoints, row: number, theme: Theme, scale: ColorScale): number {
  const { outputs, outputUnits, shares } = points;
  const at = row * outputUnits;
  if (outputUnits === 1) {
    const value = outputs[at] ?? Number.NaN;
    return scale.pixel(shares ? 2 * value - 1 : value);
  }
  const best = argmax(outputs, at, outputUnits);
  if (best < 0) return 0;
  const [r, g, b] = parseHex(theme.classes[best % theme.classes.length] ?? theme.ink);
  // Paler, as classes on the prediction map, so that marks stay stronger.
  return ((184 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
