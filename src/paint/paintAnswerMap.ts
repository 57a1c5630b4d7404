/**
 * Answers on the plane, one square a request, in the order in which they came back: rows of a pool of points, the
 * network's output for each, and how many have been shown so far. What has not been answered stays paper.
 */
import type { ColorScale } from './colorScale.ts';
import { parseHex } from './colorScale.ts';
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
const CELLS = 64;
const PLANE = 6;

/** Draws the pool rows `order[0 … count)` into a square; the last `fresh` of them with an ink edge. */
export function paintAnswerMap(
  context: CanvasRenderingContext2D,
  sidePx: number,
  points: AnswerPoints | null,
  order: Uint32Array,
  count: number,
  fresh: number,
  theme: Theme,
  scale: ColorScale,
): void {
  context.fillStyle = theme.surfaceSunken;
  context.fillRect(0, 0, sidePx, sidePx);
  if (!points) return;
  const cell = sidePx / CELLS;
  const place = (value: number): number => ((value + PLANE) / (2 * PLANE)) * sidePx;
  for (let i = Math.max(0, count - 2 * CELLS * CELLS); i < count; i++) {
    const row = order[i] ?? 0;
    const x = place(points.rawRows[2 * row] ?? 0) - cell / 2;
    const y = sidePx - place(points.rawRows[2 * row + 1] ?? 0) - cell / 2;
    context.fillStyle = answerColor(points, row, theme, scale);
    context.fillRect(x, y, cell + 0.3, cell + 0.3);
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  for (let i = Math.max(0, count - fresh); i < count; i++) {
    const row = order[i] ?? 0;
    const x = place(points.rawRows[2 * row] ?? 0);
    const y = sidePx - place(points.rawRows[2 * row + 1] ?? 0);
    context.strokeRect(x - cell / 2 - 1, y - cell / 2 - 1, cell + 2, cell + 2);
  }
}

function answerColor(points: AnswerPoints, row: number, theme: Theme, scale: ColorScale): string {
  const { outputs, outputUnits, shares } = points;
  const at = row * outputUnits;
  if (outputUnits === 1) {
    const value = outputs[at] ?? Number.NaN;
    return scale.css(shares ? 2 * value - 1 : value);
  }
  const best = indexOfLargest(outputs, at, outputUnits);
  return best < 0 ? 'transparent' : classTint(theme, best);
}

/** A class as it looks on the map: its colour, thinned so that marks stay stronger. */
export function classTint(theme: Theme, index: number): string {
  const [r, g, b] = parseHex(theme.classes[index % theme.classes.length] ?? theme.ink);
  return `rgb(${r} ${g} ${b} / 0.72)`;
}

/** Index from 0 of the largest of `count` values; −1 where the first is NaN (nothing came yet). */
export function indexOfLargest(values: ArrayLike<number>, from: number, count: number): number {
  if (Number.isNaN(values[from] ?? Number.NaN)) return -1;
  let best = 0;
  for (let k = 1; k < count; k++) if ((values[from + k] ?? 0) > (values[from + best] ?? 0)) best = k;
  return best;
}
