/**
 * A small line chart: axis named once above, at most five ticks outside the plot, a hairline grid, and where the
 * pointer stands a line through all curves. The vertical axis is logarithmic where values span more than a decade.
 */
import { decadeTicks, linearTicks, tickText } from './axisTicks.ts';
import type { Theme } from './theme.ts';

export interface Series {
  readonly color: string;
  readonly dashed: boolean;
  /** Points in order of x; NaN makes a gap. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export interface Chart {
  readonly title: string;
  readonly series: readonly Series[];
  readonly xHigh: number;
  readonly y: Axis;
  /** Unit of x, written at the right end; empty for none. */
  readonly xName: string;
  yText(value: number): string;
  /** x of the readout; null for none. */
  readonly readout: number | null;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function chartFrame(widthPx: number, heightPx: number): Frame {
  return { left: 40, top: 20, width: Math.max(20, widthPx - 44), height: Math.max(16, heightPx - 40) };
}

/** x under a pointer, clamped to the plot. */
export function xUnder(frame: Frame, xHigh: number, px: number): number {
  return Math.min(1, Math.max(0, (px - frame.left) / frame.width)) * xHigh;
}

/** Index of the point nearest to x; −1 where there is none. */
export function nearestPoint(x: ArrayLike<number>, at: number): number {
  let [low, high] = [0, x.length - 1];
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const before = x[low - 1];
  return before !== undefined && at - before < (x[low] ?? 0) - at ? low - 1 : low;
}

/**
 * Axis for losses: decades when they span more than a factor of ten and are above zero, else from zero. Nothing
 * below a millionth of the largest is shown, or one lucky batch would flatten the curve.
 */
export function lossAxis(...values: ArrayLike<number>[]): Axis {
  let [low, high, zero] = [Infinity, 0, false];
  for (const list of values) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (value <= 0) zero = true;
      else low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (high === 0 || low === Infinity) return { low: 0, high: high > 0 ? high : 1, log: false };
  if (high / low > 12 && !(zero && high / low < 100)) {
    return { low: roundOut(Math.max(low, high * 1e-6), -1), high: roundOut(high, 1), log: true };
  }
  const ticks = linearTicks(0, high * 1.0001, 5);
  const step = (ticks[1] ?? high) - (ticks[0] ?? 0);
  return { low: 0, high: Math.ceil(high / step - 1e-9) * step, log: false };
}

/** The next 1, 2 or 5 times a power of ten, down or up: the axis fits closely and yet does not move with every point. */
function roundOut(value: number, direction: -1 | 1): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const rounds = [1, 2, 5, 10].map((m) => m * power);
  const round =
    direction > 0 ? rounds.find((r) => r >= value * 0.999) : rounds.findLast((r) => r <= value * 1.001);
  return round ?? value;
}

/** Axis for shares: up to 1, down to the next round tenth below the lowest. */
export function shareAxis(...values: ArrayLike<number>[]): Axis {
  let low = 1;
  for (const list of values) for (let i = 0; i < list.length; i++) low = Math.min(low, list[i] ?? 1);
  const floor = low >= 0.9 ? 0.9 : low >= 0.8 ? 0.8 : Math.floor(low * 5) / 5;
  return { low: Math.max(0, floor), high: 1, log: false };
}

export function paintChart(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  chart: Chart,
  theme: Theme,
): void {
  const frame = chartFrame(widthPx, heightPx);
  const { left, top, width, height } = frame;
  const bottom = top + height;
  const xAt = (value: number): number => left + (chart.xHigh > 0 ? value / chart.xHigh : 0) * width;
  const yAt = heightOf(chart.y, top, height);

  context.save();
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.font = `11px ${theme.font}`;
  const yTicks = chart.y.log
    ? decadeTicks(chart.y.low, chart.y.high, 4)
    : linearTicks(chart.y.low, chart.y.high, height < 50 ? 3 : 5);
  context.textAlign = 'right';
  for (const tick of yTicks) {
    const y = Math.round(yAt(tick)) + 0.5;
    stroke(context, theme.lineSoft, left, y, left + width, y);
    context.fillStyle = theme.ink3;
    context.fillText(chart.yText(tick), left - 6, y);
  }
  const xTicks = linearTicks(0, chart.xHigh, 5);
  for (const [i, tick] of xTicks.entries()) {
    const x = Math.round(xAt(tick)) + 0.5;
    stroke(context, theme.lineSoft, x, top, x, bottom);
    stroke(context, theme.lineControl, x, bottom, x, bottom + 4);
    context.fillStyle = theme.ink3;
    context.textAlign = 'center';
    // The unit takes the right end: a tick there keeps clear of it.
    const reaches = x + context.measureText(tickText(tick)).width / 2;
    if (i === 0 || reaches < left + width - (chart.xName ? context.measureText(chart.xName).width + 8 : -8)) {
      context.fillText(tickText(tick), x, bottom + 11);
    }
  }
  if (chart.xName) {
    context.textAlign = 'right';
    context.fillStyle = theme.ink3;
    context.fillText(chart.xName, left + width + 2, bottom + 11);
  }
  context.globalAlpha = 0.6;
  stroke(context, theme.lineControl, left, Math.round(bottom) + 0.5, left + width, Math.round(bottom) + 0.5);
  context.globalAlpha = 1;
  context.textAlign = 'left';
  context.fillStyle = theme.ink2;
  context.fillText(chart.title, left, top - 11);

  context.beginPath();
  context.rect(left, top - 2, width + 1, height + 4);
  context.save();
  context.clip();
  for (const series of chart.series) paintSeries(context, series, xAt, yAt);
  context.restore();
  if (chart.readout !== null) paintReadout(context, chart, frame, xAt, yAt, theme);
  context.restore();
}

function heightOf(axis: Axis, top: number, height: number): (value: number) => number {
  if (!axis.log) return (value) => top + height * (1 - (value - axis.low) / (axis.high - axis.low || 1));
  const span = Math.log(axis.high / axis.low) || 1;
  // A zero has no place on a logarithmic axis: it is drawn at its foot.
  return (value) => top + height * (1 - Math.log(Math.max(value, axis.low) / axis.low) / span);
}

function paintSeries(
  context: CanvasRenderingContext2D,
  { x, y, color, dashed }: Series,
  xAt: (value: number) => number,
  yAt: (value: number) => number,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.setLineDash(dashed ? [4, 2] : []);
  context.beginPath();
  let isDown = false;
  for (let i = 0; i < x.length; i++) {
    const value = y[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      isDown = false;
      continue;
    }
    if (isDown) context.lineTo(xAt(x[i] ?? 0), yAt(value));
    else context.moveTo(xAt(x[i] ?? 0), yAt(value));
    isDown = true;
  }
  context.stroke();
  context.setLineDash([]);
}

function paintReadout(
  context: CanvasRenderingContext2D,
  chart: Chart,
  frame: Frame,
  xAt: (value: number) => number,
  yAt: (value: number) => number,
  theme: Theme,
): void {
  const index = nearestPoint(chart.series[0]?.x ?? [], chart.readout ?? 0);
  if (index < 0) return;
  const x = xAt(chart.series[0]?.x[index] ?? 0);
  stroke(context, theme.ink3, Math.round(x) + 0.5, frame.top, Math.round(x) + 0.5, frame.top + frame.height);
  for (const series of chart.series) {
    const value = series.y[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    context.beginPath();
    context.arc(x, yAt(value), 3, 0, 2 * Math.PI);
    context.fillStyle = series.color;
    context.fill();
    context.strokeStyle = theme.pointEdge;
    context.lineWidth = 1.5;
    context.stroke();
    context.lineWidth = 1;
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  color: string,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
