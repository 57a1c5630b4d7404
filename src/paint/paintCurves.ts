/**
 * Measured points and the lines through them, on axes that may both be logarithmic: what a sweep shows. Points are
 * drawn, because only they were measured; a fitted line has none.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { Theme } from './theme.ts';

export interface CurveAxis {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly name: string;
}

export interface Curve {
  readonly name: string;
  readonly color: string;
  readonly dashed: boolean;
  readonly dots: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Curves {
  readonly x: CurveAxis;
  readonly y: CurveAxis;
  readonly curves: readonly Curve[];
  /** A point to point out, with its word. */
  readonly mark: { readonly x: number; readonly y: number; readonly word: string } | null;
  /** A level not to be passed, with its words; null for none. */
  readonly goal: { readonly y: number; readonly words: string } | null;
}

const MARGIN = { left: 44, right: 12, top: 22, bottom: 32 };
const DOT_PX = 3;

/** Axis around values: from 0 where it is linear, to the next round number; a factor of 1 at least where it is logarithmic. */
export function axisAround(values: readonly number[], log: boolean, name: string): CurveAxis {
  const shown = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  const high = Math.max(...shown, log ? 1e-3 : 0);
  if (!log) return { low: 0, high: high > 0 ? high * 1.06 : 1, log, name };
  const low = Math.min(...shown, high);
  return { low: low / 1.25, high: high * 1.25, log, name };
}

export function paintCurves(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { x, y, curves, mark, goal }: Curves,
  theme: Theme,
): void {
  const left = MARGIN.left;
  const top = MARGIN.top;
  const width = Math.max(10, widthPx - MARGIN.left - MARGIN.right);
  const height = Math.max(10, heightPx - MARGIN.top - MARGIN.bottom);
  const xAt = (value: number): number => left + placeOn(x, value) * width;
  const yAt = (value: number): number => top + (1 - placeOn(y, value)) * height;
  context.save();
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const tick of ticksOf(y, height < 90 ? 3 : 5)) {
    line(context, theme.lineSoft, [left, yAt(tick)], [left + width, yAt(tick)]);
    text(context, theme.ink3, 'right', tickText(tick), left - 6, yAt(tick));
  }
  for (const tick of ticksOf(x, width < 260 ? 4 : 6)) {
    line(context, theme.lineControl, [xAt(tick), top + height], [xAt(tick), top + height + 4]);
    text(context, theme.ink3, 'center', tickText(tick), xAt(tick), top + height + 11);
  }
  line(context, theme.lineControl, [left, top + height], [left + width, top + height]);
  text(context, theme.ink3, 'right', x.name, left + width, top + height + 25);
  text(context, theme.ink2, 'left', y.name, 0, 8);
  paintLegend(context, curves, left + width, theme);
  if (goal && goal.y > y.low && goal.y < y.high) {
    context.setLineDash([4, 3]);
    line(context, theme.ink, [left, yAt(goal.y)], [left + width, yAt(goal.y)]);
    context.setLineDash([]);
    text(context, theme.ink, 'left', goal.words, left + 4, yAt(goal.y) - 8);
  }
  for (const curve of curves) paintCurve(context, curve, xAt, yAt, theme);
  if (mark) {
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(xAt(mark.x), yAt(mark.y), DOT_PX + 4, 0, 2 * Math.PI);
    context.stroke();
    const toLeft = xAt(mark.x) > left + width - 60;
    text(
      context,
      theme.ink,
      toLeft ? 'right' : 'left',
      mark.word,
      xAt(mark.x) + (toLeft ? -12 : 12),
      yAt(mark.y),
    );
  }
  context.restore();
}

function placeOn({ low, high, log }: CurveAxis, value: number): number {
  if (!log) return (value - low) / (high - low || 1);
  return Math.log(Math.max(value, low) / low) / (Math.log(high / low) || 1);
}

const ticksOf = ({ low, high, log }: CurveAxis, most: number): number[] =>
  log ? decadeTicks(low, high, most) : linearTicks(low, high, most);

function paintCurve(
  context: CanvasRenderingContext2D,
  { x, y, color, dashed, dots }: Curve,
  xAt: (value: number) => number,
  yAt: (value: number) => number,
  theme: Theme,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.setLineDash(dashed ? [4, 2] : []);
  context.beginPath();
  let isDown = false;
  x.forEach((value, index) => {
    const level = y[index] ?? NaN;
    if (!Number.isFinite(level)) return;
    if (isDown) context.lineTo(xAt(value), yAt(level));
    else context.moveTo(xAt(value), yAt(level));
    isDown = true;
  });
  context.stroke();
  context.setLineDash([]);
  if (!dots) return;
  context.fillStyle = color;
  context.strokeStyle = theme.surface;
  x.forEach((value, index) => {
    const level = y[index] ?? NaN;
    if (!Number.isFinite(level)) return;
    context.beginPath();
    context.arc(xAt(value), yAt(level), DOT_PX, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

/** Names at the right end of the head line, each behind a piece of its line. */
function paintLegend(
  context: CanvasRenderingContext2D,
  curves: readonly Curve[],
  rightPx: number,
  theme: Theme,
): void {
  let x = rightPx;
  for (const { name, color, dashed } of curves.toReversed()) {
    text(context, theme.ink2, 'right', name, x, 8);
    x -= context.measureText(name).width + 6;
    context.setLineDash(dashed ? [4, 2] : []);
    context.lineWidth = 1.5;
    line(context, color, [x - 16, 8], [x, 8]);
    context.lineWidth = 1;
    context.setLineDash([]);
    x -= 28;
  }
}

function text(
  context: CanvasRenderingContext2D,
  color: string,
  align: CanvasTextAlign,
  words: string,
  x: number,
  y: number,
): void {
  context.fillStyle = color;
  context.textAlign = align;
  context.fillText(words, x, y);
}

function line(
  context: CanvasRenderingContext2D,
  color: string,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): void {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
