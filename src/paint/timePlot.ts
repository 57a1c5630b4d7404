/**
 * What the pictures of a run share: plots stacked over one axis of time, logarithmic and linear axes of values, and
 * the dashed line of the goal with its words on it. Ticks stand outside the plots, the grid is a hairline.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { Frame } from './paintChart.ts';
import type { Theme } from './theme.ts';

/** A stretch of a run, in ms since its start. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export const LEFT_PX = 44;
const BOTTOM_PX = 18;
const TITLE_PX = 16;
const LEAST_MAIN_PX = 76;
const LEAST_STRIP_PX = 44;
const MOST_STRIP_PX = 64;

export interface Stack {
  readonly main: Frame | null;
  readonly strips: readonly Frame[];
}

/**
 * One main plot over strips of even height. Strips give way, all together, where they would squeeze the main plot;
 * without a main plot they share the height, as many as can be read.
 */
export function stackPlots(
  widthPx: number,
  heightPx: number,
  wanted: { readonly main: boolean; readonly strips: number; readonly rightPx: number },
): Stack {
  const width = Math.max(20, widthPx - LEFT_PX - wanted.rightPx);
  const height = Math.max(16, heightPx - BOTTOM_PX);
  const room = height - TITLE_PX - LEAST_MAIN_PX;
  const fitting = Math.max(1, Math.floor(height / LEAST_STRIP_PX));
  const whole = wanted.strips * LEAST_STRIP_PX <= room ? wanted.strips : 0;
  const strips = wanted.main ? whole : Math.min(wanted.strips, fitting);
  const stripPx = wanted.main
    ? Math.min(MOST_STRIP_PX, Math.max(LEAST_STRIP_PX, height / (strips + 4)))
    : height / Math.max(1, strips);
  const mainPx = height - strips * stripPx;
  const frame = (top: number, span: number): Frame => ({
    left: LEFT_PX,
    top: top + TITLE_PX,
    width,
    height: Math.max(8, span - TITLE_PX - 2),
  });
  return {
    main: wanted.main ? frame(0, mainPx) : null,
    strips: Array.from({ length: strips }, (_, i) =>
      frame((wanted.main ? mainPx : 0) + i * stripPx, stripPx),
    ),
  };
}

export function timeAt({ left, width }: Frame, { fromMs, toMs }: Stretch, px: number): number {
  return fromMs + Math.min(1, Math.max(0, (px - left) / width)) * (toMs - fromMs);
}

export function xOfTime({ left, width }: Frame, { fromMs, toMs }: Stretch, timeMs: number): number {
  return left + ((timeMs - fromMs) / (toMs - fromMs || 1)) * width;
}

/** Logarithmic place of a latency within a frame; what is below the axis is drawn at its foot. */
export function yOfLog({ top, height }: Frame, low: number, high: number, value: number): number {
  return top + height * (1 - Math.log(Math.max(value, low) / low) / Math.log(high / low));
}

/** Ticks under the lowest plot; the last carries the unit. */
export function paintTimeAxis(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  { fromMs, toMs }: Stretch,
  theme: Theme,
): void {
  if (!(toMs > fromMs)) return;
  const inSeconds = toMs >= 2_000;
  const unit = inSeconds ? 1_000 : 1;
  const ticks = linearTicks(fromMs / unit, toMs / unit, Math.max(2, Math.min(6, Math.floor(width / 70))));
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.ink3;
  context.textBaseline = 'middle';
  ticks.forEach((tick, i) => {
    const x = left + ((tick * unit - fromMs) / (toMs - fromMs)) * width;
    const text = tickText(tick) + (i === ticks.length - 1 ? (inSeconds ? ' s' : ' ms') : '');
    context.textAlign = x < left + 10 ? 'left' : x > left + width - 20 ? 'right' : 'center';
    context.fillText(text, x, top + height + 10);
  });
}

/** Decades, or finer where there is only one, with a hairline each. */
export function paintLogAxis(
  context: CanvasRenderingContext2D,
  frame: Frame,
  low: number,
  high: number,
  theme: Theme,
): void {
  const ticks = decadeTicks(low, high, Math.max(2, Math.floor(frame.height / 18)));
  paintTicks(context, frame, ticks, (tick) => yOfLog(frame, low, high, tick), theme);
}

/** From zero to `high`, at most three ticks in a strip. */
export function paintLinearAxis(
  context: CanvasRenderingContext2D,
  frame: Frame,
  high: number,
  theme: Theme,
): void {
  const ticks = linearTicks(0, high, frame.height < 60 ? 2 : 4);
  paintTicks(context, frame, ticks, (tick) => frame.top + frame.height * (1 - tick / high), theme);
}

function paintTicks(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  ticks: readonly number[],
  yAt: (tick: number) => number,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const tick of ticks) {
    const y = yAt(tick);
    context.strokeStyle = theme.lineSoft;
    strokeLine(context, left, Math.round(y) + 0.5, left + width, Math.round(y) + 0.5);
    context.fillStyle = theme.ink3;
    context.fillText(tickText(tick), left - 6, Math.min(top + height - 4, Math.max(top + 4, y)));
  }
}

/** Name of a plot above its left edge; `note` follows it more quietly. */
export function paintTitle(
  context: CanvasRenderingContext2D,
  { left, top, width }: Frame,
  title: string,
  note: string,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink2;
  context.fillText(title, left, top - 8);
  if (note === '') return;
  const noteLeft = left + context.measureText(title).width + 8;
  if (noteLeft + context.measureText(note).width > left + width + 12) return;
  context.fillStyle = theme.ink3;
  context.fillText(note, noteLeft, top - 8);
}

/** A dashed line with its words, which keep clear of the plot's edges. */
export function paintGoal(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  y: number,
  words: string,
  theme: Theme,
): void {
  if (y < top || y > top + height) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  strokeLine(context, left, Math.round(y) + 0.5, left + width, Math.round(y) + 0.5);
  context.setLineDash([]);
  context.font = `11px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const textY = y - 8 < top + 4 ? y + 8 : y - 8;
  context.lineWidth = 3;
  context.strokeStyle = theme.surface;
  context.strokeText(words, left + width - 4, textY);
  context.fillStyle = theme.ink;
  context.fillText(words, left + width - 4, textY);
}

/** One line in the middle of an empty plot: what will appear here. */
export function paintEmpty(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  words: string,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink3;
  context.fillText(words, left + width / 2, top + height / 2, width);
}

export function strokeLine(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** The next 1, 2 or 5 times a power of ten: an axis that fits closely and yet does not move with every point. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5, 10].map((m) => m * power).find((round) => round >= value * 0.999) ?? value;
}

/** A range of latencies in round steps that holds all of them; 0.1 to 100 ms where there are none. */
export function latencyRange(leastMs: number, mostMs: number): { lowMs: number; highMs: number } {
  if (!(mostMs > 0)) return { lowMs: 0.1, highMs: 100 };
  // Browsers round their clock to 0.1 ms where a page is not isolated: what reads as 0 took less than that.
  const least = Math.max(0.05, Math.min(leastMs, mostMs));
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const lowMs = [5, 2, 1].map((m) => m * power).find((round) => round <= least * 1.001) ?? power;
  return { lowMs, highMs: Math.max(roundUp(mostMs), lowMs * 10) };
}
