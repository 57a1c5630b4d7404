/**
 * The history strip: small curves of training and test loss over the epochs of the run, what comes after the present moment faint, and
 * the handle that is dragged through them.
 */
import type { Theme } from '../theme.ts';

export interface StripCurve {
  readonly series: 'train' | 'test';
  /** Of what comes after the present moment, or of a run that was left. */
  readonly isFaint: boolean;
  /** Points in px of the strip: x, y, x, y … */
  readonly points: readonly number[];
}

export interface HistoryStrip {
  readonly curves: readonly StripCurve[];
  /** x of round epochs. */
  readonly ticks: readonly number[];
  readonly handlePx: number;
  /** Where a chart is pointed at; null for nowhere. */
  readonly cursorPx: number | null;
}

const FAINT = 0.3;
/** Half of the handle. */
export const HANDLE_PX = { x: 5, y: 8 };

export function paintHistoryStrip(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { curves, ticks, handlePx, cursorPx }: HistoryStrip,
  theme: Theme,
): void {
  context.lineWidth = 1;
  context.strokeStyle = theme.lineSoft;
  for (const x of ticks) line(context, Math.round(x) + 0.5, heightPx);
  context.lineJoin = 'round';
  context.lineWidth = 1.25;
  for (const { series, isFaint, points } of curves) {
    context.globalAlpha = isFaint ? FAINT : 1;
    context.strokeStyle = series === 'train' ? theme.seriesTrain : theme.seriesTest;
    context.setLineDash(series === 'train' ? [] : [4, 2]);
    context.beginPath();
    for (let i = 0; i < points.length; i += 2) context.lineTo(points[i]!, points[i + 1]!);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  if (cursorPx !== null) {
    context.lineWidth = 1;
    context.strokeStyle = theme.ink3;
    line(context, Math.round(cursorPx) + 0.5, heightPx);
  }
  paintHandle(
    context,
    Math.min(widthPx - HANDLE_PX.x - 1, Math.max(HANDLE_PX.x + 1, handlePx)),
    heightPx,
    theme,
  );
}

function line(context: CanvasRenderingContext2D, x: number, heightPx: number): void {
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, heightPx);
  context.stroke();
}

function paintHandle(context: CanvasRenderingContext2D, x: number, heightPx: number, theme: Theme): void {
  const middle = heightPx / 2;
  const half = Math.min(HANDLE_PX.y, middle - 2);
  context.fillStyle = theme.fill;
  context.fillRect(x - 1, 0, 2, heightPx);
  context.beginPath();
  context.roundRect(x - HANDLE_PX.x, middle - half, 2 * HANDLE_PX.x, 2 * half, 3);
  context.fillStyle = theme.surfaceRaised;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = theme.fill;
  context.stroke();
  context.fillStyle = theme.fill;
  context.fillRect(x - 1, middle - half / 2.5, 2, (2 * half) / 2.5);
}
