/**
 * Parts shared by the charts of a run: time along x, logarithmic and linear value axes. Ticks are outside the plots, the
 * grid is a hairline.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { Frame } from './Frame.ts';
import { strokeLine } from './plot/paintTitle.ts';
import type { Theme } from './theme.ts';

/** An interval of a run, in ms since its start. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

export const LEFT_PX = 44;
/** Minimum margin right of a plot. */
export const END_PX = 10;

export function timeAt({ left, width }: Frame, { fromMs, toMs }: Interval, px: number): number {
  return fromMs + Math.min(1, Math.max(0, (px - left) / width)) * (toMs - fromMs);
}

export function xOfTime({ left, width }: Frame, { fromMs, toMs }: Interval, timeMs: number): number {
  return left + ((timeMs - fromMs) / (toMs - fromMs || 1)) * width;
}

/** Logarithmic y of a latency within a frame; values below the axis are drawn at its bottom. */
export function yOfLog({ top, height }: Frame, low: number, high: number, value: number): number {
  return top + height * (1 - Math.log(Math.max(value, low) / low) / Math.log(high / low));
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

/** The next 1, 2 or 5 times a power of ten: the axis fits closely without moving at every point. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5, 10].map((m) => m * power).find((round) => round >= value * 0.999) ?? value;
}

/** A range of latencies in round steps that covers all of them; 0.1 to 100 ms where there are none. */
export function latencyRange(leastMs: number, mostMs: number): { lowMs: number; highMs: number } {
  if (!(mostMs > 0)) return { lowMs: 0.1, highMs: 100 };
  // Browsers round their clock to 0.1 ms where a page is not isolated: 0 means less than that.
  const least = Math.max(0.05, Math.min(leastMs, mostMs));
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const lowMs = [5, 2, 1].map((m) => m * power).find((round) => round <= least * 1.001) ?? power;
  return { lowMs, highMs: Math.max(roundUp(mostMs), lowMs * 10) };
}
