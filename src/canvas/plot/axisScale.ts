/** From values to pixels of a frame and back, on linear and logarithmic axes; and the ticks of an axis. */
import { decadeTicks, linearTicks } from '../axisTicks.ts';
import type { Frame } from '../Frame.ts';
import type { Axis } from './Chart.ts';

/** A part of an x axis. */
export interface XRange {
  readonly low: number;
  readonly high: number;
}

/** Share of the axis at a value, 0 at its low end; beyond 0 and 1 outside of it. On a log axis, 0 and less lie at the low end. */
export function shareOf({ low, high, log }: Axis, value: number): number {
  if (!log) return (value - low) / (high - low || 1);
  return Math.log((value > 0 ? value : low) / low) / (Math.log(high / low) || 1);
}

/** The inverse of `shareOf`. */
export function valueAt({ low, high, log }: Axis, share: number): number {
  return log ? low * (high / low) ** share : low + (high - low) * share;
}

export const xToPx = ({ left, width }: Frame, axis: Axis, value: number): number =>
  left + shareOf(axis, value) * width;

export const yToPx = ({ top, height }: Frame, axis: Axis, value: number): number =>
  top + (1 - shareOf(axis, value)) * height;

/** x under a pointer, clamped to the plot. */
export const pxToX = ({ left, width }: Frame, axis: Axis, px: number): number =>
  valueAt(axis, Math.min(1, Math.max(0, (px - left) / width)));

/** @param tickUnit ticks are round multiples of it */
export function ticksOf({ low, high, log }: Axis, most: number, tickUnit = 1): number[] {
  if (log) return decadeTicks(low, high, most);
  return linearTicks(low / tickUnit, high / tickUnit, most).map((tick) => tick * tickUnit);
}

/** Index of the value nearest to `at`; −1 where there is none. Values need no order. */
export function nearestIndex(values: ArrayLike<number>, at: number): number {
  let nearest = -1;
  let distance = Infinity;
  for (let i = 0; i < values.length; i++) {
    const reach = Math.abs((values[i] ?? Number.NaN) - at);
    if (!(reach < distance)) continue;
    distance = reach;
    nearest = i;
  }
  return nearest;
}
