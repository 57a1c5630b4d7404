/**
 * Text and marks of a chart: title, tick labels, goal, marked point and line labels at the right end. Labels are never
 * clipped by the canvas, and labels of a row do not overlap.
 */
import { tickText } from '../axisTicks.ts';
import type { Frame } from '../Frame.ts';
import type { Theme } from '../theme.ts';
import { paintTickRow } from '../tickRow.ts';
import { ticksOf, xToPx, yToPx } from './axisScale.ts';
import type { Chart, PlotLine } from './Chart.ts';
import { paintGoal, paintTitle } from './paintTitle.ts';

export const TOP_PX = 18;
export const LEFT_PX = 44;
export const RIGHT_PX = 12;
/** Room below a plot. */
export const bottomPx = (hasTexts: boolean): number => (hasTexts ? 20 : 4);

/** A tick for so many px of an axis at most. */
const X_TICK_PX = 56;
const Y_TICK_PX = 14;
const NAME_PX = 11;
const MARK_PX = 7;
const EDGE_PX = 2;

export const xTicks = ({ x }: Chart, { width }: Frame): number[] =>
  ticksOf(x, Math.max(2, Math.min(6, Math.floor(width / X_TICK_PX))), x.tickUnit);

export const yTicks = ({ y }: Chart, { height }: Frame): number[] =>
  ticksOf(y, Math.max(2, Math.min(6, Math.floor(height / Y_TICK_PX))));

/** @param isShown false for lines that are switched off */
export function paintPlotTexts(
  context: CanvasRenderingContext2D,
  frame: Frame,
  widthPx: number,
  chart: Chart,
  theme: Theme,
  isShown: (line: PlotLine) => boolean,
): void {
  const { left, top, height } = frame;
  paintTitle(context, frame, chart.title, chart.note, theme);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillStyle = theme.ink3;
  for (const tick of yTicks(chart, frame)) {
    // Plots stand close over each other: a text at the edge of its plot moves in.
    const y = Math.min(top + height - 4, Math.max(top + 4, yToPx(frame, chart.y, tick)));
    context.fillText(chart.y.text(tick), left - 6, y);
  }
  if (chart.x.hasTexts) {
    const ticks = xTicks(chart, frame);
    paintTickRow(
      context,
      ticks.map((tick, i) => ({
        x: xToPx(frame, chart.x, tick),
        text: tickText(tick / (chart.x.tickUnit ?? 1)) + (i === ticks.length - 1 ? chart.x.unit : ''),
      })),
      { y: top + height + 11, leftPx: EDGE_PX, rightPx: widthPx - EDGE_PX },
    );
  }
  if (chart.goal && chart.goal.y >= chart.y.low && chart.goal.y <= chart.y.high) {
    paintGoal(context, frame, yToPx(frame, chart.y, chart.goal.y), chart.goal.text, theme);
  }
  if (chart.mark) paintMark(context, frame, widthPx, chart, chart.mark, theme);
  if (chart.hasEndNames) paintEndNames(context, frame, chart, theme, isShown);
}

function paintMark(
  context: CanvasRenderingContext2D,
  frame: Frame,
  widthPx: number,
  { x, y }: Chart,
  mark: NonNullable<Chart['mark']>,
  theme: Theme,
): void {
  const [atX, atY] = [xToPx(frame, x, mark.x), yToPx(frame, y, mark.y)];
  if (atX < frame.left || atX > frame.left + frame.width) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(atX, atY, MARK_PX, 0, 2 * Math.PI);
  context.stroke();
  const wordPx = context.measureText(mark.text).width;
  const isLeft = atX + 12 + wordPx > widthPx - EDGE_PX;
  context.textAlign = 'left';
  context.lineWidth = 3;
  context.strokeStyle = theme.surface;
  context.fillStyle = theme.ink;
  const wordX = Math.max(EDGE_PX, isLeft ? atX - 12 - wordPx : atX + 12);
  context.strokeText(mark.text, wordX, atY);
  context.fillText(mark.text, wordX, atY);
}

/** The name of each line at its last point that is shown, moved apart so that none covers another. */
function paintEndNames(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { lines, x, y }: Chart,
  theme: Theme,
  isShown: (line: PlotLine) => boolean,
): void {
  const names: { text: string; color: string; yPx: number }[] = [];
  for (const line of lines) {
    const end = isShown(line) ? endOf(line, x) : Number.NaN;
    if (!Number.isNaN(end)) names.push({ text: line.name, color: line.color, yPx: yToPx(frame, y, end) });
  }
  names.sort((a, b) => a.yPx - b.yPx);
  names.forEach((name, i) => {
    const above = names[i - 1];
    if (above) name.yPx = Math.max(name.yPx, above.yPx + NAME_PX);
  });
  // What was pushed out at the foot pushes back up.
  let limit = frame.top + frame.height;
  for (const name of names.toReversed()) {
    name.yPx = Math.min(name.yPx, limit);
    limit = name.yPx - NAME_PX;
  }
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { text, color, yPx } of names) {
    context.fillStyle = color;
    context.fillText(text, frame.left + frame.width + 5, yPx);
  }
}

function endOf({ x, y }: PlotLine, { low, high }: Chart['x']): number {
  for (let i = x.length - 1; i >= 0; i--) {
    const [atX, atY] = [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
    if (atX >= low && atX <= high && Number.isFinite(atY)) return atY;
  }
  return Number.NaN;
}
