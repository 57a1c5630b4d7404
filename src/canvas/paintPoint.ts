/**
 * One sample on a map. Colour and shape show the class; a halo separates the point from the map; points of the test
 * part are hollow.
 */
import type { ColorScale } from './colorScale.ts';
import type { Theme } from './theme.ts';

export type Mark = 'circle' | 'diamond' | 'square' | 'triangle';

const MARKS: readonly Mark[] = ['circle', 'diamond', 'square', 'triangle'];

/** Shape and colour of a label: class index, or a value in [−1, 1] for regression. */
export function pointStyle(
  label: number,
  classes: number,
  theme: Theme,
  scale: ColorScale,
): { mark: Mark; color: string } {
  if (classes === 0) return { mark: 'circle', color: scale.css(label) };
  if (classes === 2)
    return label > 0.5
      ? { mark: 'circle', color: theme.classPos }
      : { mark: 'diamond', color: theme.classNeg };
  return {
    mark: MARKS[label % MARKS.length] ?? 'circle',
    color: theme.classes[label % theme.classes.length] ?? theme.ink,
  };
}

export function paintPoint(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  mark: Mark,
  color: string,
  edge: string,
  hollow: boolean,
): void {
  tracePoint(context, x, y, radius, mark);
  if (hollow) {
    context.lineWidth = radius * 0.5 + 1.6;
    context.strokeStyle = edge;
    context.stroke();
    context.fillStyle = edge;
    context.fill();
    context.lineWidth = Math.max(1.2, radius * 0.5);
    context.strokeStyle = color;
    context.stroke();
    return;
  }
  context.lineWidth = 1.6;
  context.strokeStyle = edge;
  context.stroke();
  context.fillStyle = color;
  context.fill();
}

function tracePoint(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  mark: Mark,
): void {
  context.beginPath();
  if (mark === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const r = radius * 1.25;
  if (mark === 'diamond')
    trace(context, [
      [x, y - r],
      [x + r, y],
      [x, y + r],
      [x - r, y],
    ]);
  else if (mark === 'square') context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  else
    trace(context, [
      [x, y - r],
      [x + r, y + radius * 0.85],
      [x - r, y + radius * 0.85],
    ]);
}

function trace(context: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  for (const [i, [x, y]] of corners.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}
