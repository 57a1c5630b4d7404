/** A histogram in the colours of the values it counts, over an axis with its ends and its middle named. */
import { valueScale } from '../colorScale.ts';
import type { Theme } from '../theme.ts';
import { paintTickRow } from '../tickRow.ts';

export interface Histogram {
  /** Counts in equally wide bins from `min` to `max`. */
  readonly bins: readonly number[];
  readonly min: number;
  readonly max: number;
  /** Ends of the axis. */
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

const AXIS_PX = 16;
const TOP_PX = 2;
const INSET_PX = 4;

export function paintHistogram(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { bins, min, max, low, high, ticks }: Histogram,
  theme: Theme,
): void {
  const bottom = Math.max(TOP_PX + 4, heightPx - AXIS_PX);
  const width = widthPx - 2 * INSET_PX;
  const at = (value: number): number => INSET_PX + ((value - low) / (high - low)) * width;
  const scale = valueScale(theme);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const most = Math.max(1, ...bins);
  const step = (max - min) / bins.length;
  for (const [i, count] of bins.entries()) {
    if (count === 0) continue;
    const middle = min + (i + 0.5) * step;
    const left = step > 0 ? at(min + i * step) : at(min) - 1.5;
    const barPx = Math.max(1.5, step > 0 ? (step / (high - low)) * width - 1 : 3);
    const height = Math.max(1.5, (count / most) * (bottom - TOP_PX));
    const share = middle / size;
    // The palest colours would be lost on paper.
    context.fillStyle =
      Math.abs(share) < 0.02
        ? theme.lineControl
        : scale.css(Math.sign(share) * (0.35 + 0.65 * Math.abs(share)));
    context.fillRect(left, bottom - height, barPx, height);
  }
  context.strokeStyle = theme.lineControl;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(INSET_PX, bottom + 0.5);
  context.lineTo(widthPx - INSET_PX, bottom + 0.5);
  for (const { value } of ticks) {
    const x = Math.round(at(value)) + 0.5;
    context.moveTo(x, bottom);
    context.lineTo(x, bottom + 3);
  }
  context.stroke();
  context.fillStyle = theme.ink3;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  const row = { y: bottom + 10, leftPx: 0, rightPx: widthPx };
  paintTickRow(
    context,
    ticks.map(({ value, text }) => ({ x: at(value), text })),
    row,
  );
}
