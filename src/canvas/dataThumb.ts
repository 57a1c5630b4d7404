/**
 * Thumbnail of a data set, 48 px square: its points with the shapes and colours of the map, without halo. Shape as well as
 * colour shows the class.
 */
import type { Task } from '#nn/vocabulary.ts';
import { valueScale } from './colorScale.ts';
import { pointStyle, type Mark } from './paintPoint.ts';
import type { Theme } from './theme.ts';

export interface ThumbPoints {
  readonly count: number;
  /** [count, 2], within ±radius. */
  readonly points: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly radius: number;
  readonly task: Task;
  /** How many; 0 for values. */
  readonly classes: number;
}

const MARGIN_PX = 4;

export function paintDataThumb(
  context: CanvasRenderingContext2D,
  { count, points, labels, radius, task, classes }: ThumbPoints,
  sidePx: number,
  theme: Theme,
  dotPx = Math.max(1.1, sidePx / 36),
): void {
  const scale = valueScale(theme);
  const perUnit = (sidePx / 2 - MARGIN_PX) / radius;
  for (let i = 0; i < count; i++) {
    const x = sidePx / 2 + (points[2 * i] ?? 0) * perUnit;
    const y = sidePx / 2 - (points[2 * i + 1] ?? 0) * perUnit;
    const label = labels[i] ?? 0;
    // Areas near 0 fade into paper; small dots need more than that to be seen.
    const shown = task === 'regression' ? Math.sign(label) * Math.sqrt(Math.abs(label)) : label;
    const { mark, color } = pointStyle(shown, classes, theme, scale);
    context.fillStyle = color;
    context.beginPath();
    traceMark(context, mark, x, y, dotPx);
    context.fill();
  }
}

function traceMark(context: CanvasRenderingContext2D, mark: Mark, x: number, y: number, r: number): void {
  switch (mark) {
    case 'circle':
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'diamond':
      context.moveTo(x, y - 1.25 * r);
      context.lineTo(x + 1.25 * r, y);
      context.lineTo(x, y + 1.25 * r);
      context.lineTo(x - 1.25 * r, y);
      break;
    case 'triangle':
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.3 * r, y + 0.95 * r);
      context.lineTo(x - 1.3 * r, y + 0.95 * r);
      break;
    case 'square':
      context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  }
  context.closePath();
}
