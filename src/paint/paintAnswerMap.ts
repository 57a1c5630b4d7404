/**
 * Answers on the plane, one square a request, in the order in which they came back. The squares are the pixels of one
 * small image: only answers that are new since the last frame are coloured, so ten thousand a second cost little.
 */
import { parseHex, type ColorScale } from './colorScale.ts';
import type { PixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';

export interface AnswerPoints {
  /** Pool points (x1, x2) in [−6, 6]². */
  readonly rawRows: Float32Array;
  /** Newest output of each pool row, [rows, outputUnits]; NaN where there is none. */
  readonly outputs: Float32Array;
  readonly outputUnits: number;
  /** Whether outputs lie in 0 to 1 with a border at ½ instead of −1 to 1 (one output only). */
  readonly shares: boolean;
}

/** Points are centres of a grid of this many cells a side. */
export const CELLS = 64;
const PLANE = 6;

/** Which cells have been answered, and with what colour. */
export interface AnswerCells {
  /** Brings the cells to the first `count` answers of `order`; starts over for another load or look. */
  show(points: AnswerPoints, order: Uint32Array, count: number, theme: Theme, scale: ColorScale): void;
  readonly pixels: Uint32Array;
}

export function createAnswerCells(): AnswerCells {
  const pixels = new Uint32Array(CELLS * CELLS);
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
        pixels[cellOf(points, row)] = answerPixel(points, row, theme, scale);
      }
      shown = count;
    },
  };
}

function cellOf({ rawRows }: AnswerPoints, row: number): number {
  const column = Math.floor((((rawRows[2 * row] ?? 0) + PLANE) / (2 * PLANE)) * CELLS);
  const line = Math.floor(((PLANE - (rawRows[2 * row + 1] ?? 0)) / (2 * PLANE)) * CELLS);
  const inside = (place: number): number => Math.min(CELLS - 1, Math.max(0, place));
  return inside(line) * CELLS + inside(column);
}

/** Draws the cells into a square of `sidePx`; the newest `fresh` answers get an ink edge. */
export function paintAnswerMap(
  context: CanvasRenderingContext2D,
  sidePx: number,
  points: AnswerPoints | null,
  order: Uint32Array,
  count: number,
  fresh: number,
  cells: AnswerCells,
  sheet: PixelSheet,
  theme: Theme,
  scale: ColorScale,
): void {
  context.fillStyle = theme.surfaceSunken;
  context.fillRect(0, 0, sidePx, sidePx);
  if (!points) return;
  cells.show(points, order, count, theme, scale);
  sheet.fill(1, CELLS, CELLS, (_, target, start, stride) => {
    for (let line = 0; line < CELLS; line++) {
      target.set(cells.pixels.subarray(line * CELLS, (line + 1) * CELLS), start + line * stride);
    }
  });
  sheet.draw(context, 0, 0, 0, sidePx, sidePx, false);
  const cell = sidePx / CELLS;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  for (let i = Math.max(0, count - fresh); i < count; i++) {
    const place = cellOf(points, order[i] ?? 0);
    const [x, y] = [(place % CELLS) * cell, Math.floor(place / CELLS) * cell];
    context.strokeRect(x - 1, y - 1, cell + 2, cell + 2);
  }
}

function answerPixel(points: AnswerPoints, row: number, theme: Theme, scale: ColorScale): number {
  const { outputs, outputUnits, shares } = points;
  const at = row * outputUnits;
  if (outputUnits === 1) {
    const value = outputs[at] ?? Number.NaN;
    return scale.pixel(shares ? 2 * value - 1 : value);
  }
  const best = indexOfLargest(outputs, at, outputUnits);
  if (best < 0) return 0;
  const [r, g, b] = parseHex(theme.classes[best % theme.classes.length] ?? theme.ink);
  // Thinned like a class on the prediction map, so that marks stay stronger.
  return ((184 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** Index from 0 of the largest of `count` values; −1 where the first is NaN (nothing came yet). */
export function indexOfLargest(values: ArrayLike<number>, from: number, count: number): number {
  if (Number.isNaN(values[from] ?? Number.NaN)) return -1;
  let best = 0;
  for (let k = 1; k < count; k++) if ((values[from + k] ?? 0) > (values[from + best] ?? 0)) best = k;
  return best;
}
