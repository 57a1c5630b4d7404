/**
 * The plane as a layer bends it: cells in the colour of the network's answer, every few lines of the grid, the border of the classes, and
 * the samples where the layer puts them.
 */
import { valueScale } from '../colorScale.ts';
import { writeMapColors, type MapValues } from '../mapColors.ts';
import { paintPoint, pointStyle } from '../paintPoint.ts';
import type { Theme } from '../theme.ts';

export interface WarpedPicture {
  /** Points of the grid per side; 0 where there is no plane. */
  readonly side: number;
  /** [side², 2]: shares of the picture, from the upper left. */
  readonly grid: Float32Array;
  /** The network's answers on the plane, for the colours of the cells; null while they are of another network. */
  readonly answers: MapValues | null;
  /** Where the class changes: [x1, y1, x2, y2, …], shares of the picture. */
  readonly border: readonly number[];
  /** [n, 2] */
  readonly samples: Float32Array;
  readonly labels: Float32Array;
  /** Their names; none for values. */
  readonly classes: readonly string[];
  /** Place of the sample that is followed. */
  readonly marked: readonly [number, number] | null;
}

/** Shapes and colours of points. */
const MOST_MARKS = 4;
/** Every how many lines of the grid one is drawn. */
const LINE_EVERY = 4;

export function paintWarped(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  picture: WarpedPicture,
  theme: Theme,
): void {
  const side = Math.floor(Math.max(40, Math.min(widthPx, heightPx) - 2));
  const [left, top] = [Math.floor((widthPx - side) / 2), 1];
  const x = (share: number): number => left + share * side;
  const y = (share: number): number => top + share * side;
  context.fillStyle = theme.surfaceSunken;
  context.fillRect(left, top, side, side);
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  if (picture.side > 1) {
    if (picture.answers) paintCells(context, picture, picture.answers, x, y, theme);
    paintGrid(context, picture, x, y, theme);
    paintBorder(context, picture.border, x, y, theme);
  }
  paintSamples(context, picture, x, y, side, theme);
  context.restore();
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
}

type Place = (share: number) => number;

function paintCells(
  context: CanvasRenderingContext2D,
  { side, grid }: WarpedPicture,
  answers: MapValues,
  x: Place,
  y: Place,
  theme: Theme,
): void {
  const pixels = new Uint32Array(answers.side * answers.side);
  writeMapColors(pixels, 0, answers.side, answers, false, valueScale(theme), theme);
  context.globalAlpha = 0.8;
  const cellAt = (share: number): number => Math.round(share * (answers.side - 1));
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const across = cellAt((column + 0.5) / (side - 1));
      const down = cellAt((row + 0.5) / (side - 1));
      const packed = pixels[down * answers.side + across] ?? 0;
      if (packed === 0) continue;
      const color = `rgb(${packed & 255} ${(packed >> 8) & 255} ${(packed >> 16) & 255})`;
      const corner = row * side + column;
      context.beginPath();
      for (const i of [corner, corner + 1, corner + side + 1, corner + side])
        context.lineTo(x(grid[2 * i]!), y(grid[2 * i + 1]!));
      context.closePath();
      context.fillStyle = color;
      context.fill();
      // Without it the ground shines through between neighbours.
      context.strokeStyle = color;
      context.lineWidth = 0.6;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function paintGrid(
  context: CanvasRenderingContext2D,
  { side, grid }: WarpedPicture,
  x: Place,
  y: Place,
  theme: Theme,
): void {
  context.strokeStyle = theme.ink;
  context.globalAlpha = 0.3;
  context.lineWidth = 1;
  context.beginPath();
  for (let line = 0; line < side; line++) {
    if (line % LINE_EVERY !== 0 && line !== side - 1) continue;
    for (const [start, step] of [
      [line * side, 1],
      [line, side],
    ] as const) {
      for (let i = 0; i < side; i++) {
        const at = 2 * (start + i * step);
        if (i === 0) context.moveTo(x(grid[at]!), y(grid[at + 1]!));
        else context.lineTo(x(grid[at]!), y(grid[at + 1]!));
      }
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

function paintBorder(
  context: CanvasRenderingContext2D,
  border: readonly number[],
  x: Place,
  y: Place,
  theme: Theme,
): void {
  context.lineWidth = 1.8;
  context.strokeStyle = theme.ink;
  context.beginPath();
  for (let i = 0; i + 3 < border.length; i += 4) {
    context.moveTo(x(border[i]!), y(border[i + 1]!));
    context.lineTo(x(border[i + 2]!), y(border[i + 3]!));
  }
  context.stroke();
}

function paintSamples(
  context: CanvasRenderingContext2D,
  { samples, labels, classes, marked }: WarpedPicture,
  x: Place,
  y: Place,
  side: number,
  theme: Theme,
): void {
  const scale = valueScale(theme);
  const radius = side > 320 ? 3.2 : 2.4;
  const many = classes.length > MOST_MARKS;
  context.font = `600 10px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [i, label] of labels.entries()) {
    const [atX, atY] = [x(samples[2 * i]!), y(samples[2 * i + 1]!)];
    const { mark, color } = pointStyle(label, classes.length, theme, scale);
    if (many) {
      // More classes than marks: their names instead.
      context.fillStyle = color;
      context.fillText((classes[label] ?? '').slice(0, 2), atX, atY);
      continue;
    }
    const edge = classes.length === 0 ? theme.ink2 : theme.pointEdge;
    paintPoint(context, atX, atY, radius, mark, color, edge, false);
  }
  if (!marked) return;
  context.lineWidth = 2;
  context.strokeStyle = theme.ink;
  context.beginPath();
  context.arc(x(marked[0]), y(marked[1]), radius + 5, 0, 2 * Math.PI);
  context.stroke();
}
