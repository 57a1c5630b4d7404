/**
 * A data set in a square of 48 px: its points in the colours they have everywhere, diamonds for −1 so that the colour
 * is not alone. Values are coloured by the value scale, pushed outwards: small dots need more contrast than areas.
 */
import type { Task } from '../spec/dataSets.ts';
import { valueScale } from './colorScale.ts';
import type { Theme } from './theme.ts';

export interface ThumbPoints {
  readonly count: number;
  /** [count, 2], within ±radius. */
  readonly points: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly radius: number;
  readonly task: Task;
}

const MARGIN_PX = 4;

export function paintDataThumb(
  context: CanvasRenderingContext2D,
  { count, points, labels, radius, task }: ThumbPoints,
  sidePx: number,
  theme: Theme,
): void {
  const scale = valueScale(theme);
  const perUnit = (sidePx / 2 - MARGIN_PX) / radius;
  const dotPx = Math.max(1.1, sidePx / 36);
  for (let i = 0; i < count; i++) {
    const x = sidePx / 2 + (points[2 * i] ?? 0) * perUnit;
    const y = sidePx / 2 - (points[2 * i + 1] ?? 0) * perUnit;
    const label = labels[i] ?? 0;
    context.fillStyle = colorOf(label, task, theme, scale.css);
    context.beginPath();
    if (task === 'regression') context.arc(x, y, dotPx, 0, 2 * Math.PI);
    else markPath(context, label, x, y, dotPx);
    context.fill();
  }
}

function colorOf(label: number, task: Task, theme: Theme, valueColor: (value: number) => string): string {
  if (task === 'binary') return label === 0 ? theme.classNeg : theme.classPos;
  if (task === 'multiclass') return theme.classes[label % theme.classes.length] ?? theme.ink;
  return valueColor(Math.sign(label) * Math.sqrt(Math.abs(label)));
}

/** A shape for each class, of about the same area. */
function markPath(context: CanvasRenderingContext2D, label: number, x: number, y: number, r: number): void {
  switch (label % 4) {
    case 0:
      context.moveTo(x, y - 1.25 * r);
      context.lineTo(x + 1.25 * r, y);
      context.lineTo(x, y + 1.25 * r);
      context.lineTo(x - 1.25 * r, y);
      break;
    case 1:
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 2:
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.3 * r, y + 0.95 * r);
      context.lineTo(x - 1.3 * r, y + 0.95 * r);
      break;
    default:
      context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  }
  context.closePath();
}
