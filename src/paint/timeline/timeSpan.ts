/** Which stretch of time a timeline shows, how it is zoomed and panned, and the ticks under it. Pure. */
import { linearTicks } from '../axisTicks.ts';
import { fixedText, unitText } from '../numberText.ts';

export interface TimeSpan {
  readonly fromMs: number;
  readonly spanMs: number;
}

/** Half a microsecond a pixel, the grain of a worker's clock, to ten minutes. */
const LEAST_MS = 0.5;
const MOST_MS = 600_000;

/** Zooms so that `aroundMs` keeps its place; a factor of 2 shows twice as much time. */
export function zoomed({ fromMs, spanMs }: TimeSpan, factor: number, aroundMs: number): TimeSpan {
  const zoomedMs = Math.min(MOST_MS, Math.max(LEAST_MS, spanMs * factor));
  return { fromMs: aroundMs - ((aroundMs - fromMs) / spanMs) * zoomedMs, spanMs: zoomedMs };
}

/** Keeps some of the run in view: its start or end goes no further than the middle. */
export function kept({ fromMs, spanMs }: TimeSpan, endMs: number): TimeSpan {
  const from = Math.min(Math.max(fromMs, -spanMs / 2), Math.max(0, endMs) - spanMs / 2);
  return { fromMs: Math.max(from, -spanMs / 2), spanMs };
}

/** A round span that shows some eight lives of a request of this length one after the other. */
export function readableSpanMs(lifeMs: number): number {
  const wanted = Math.min(MOST_MS, Math.max(LEAST_MS, lifeMs * 8));
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 3, 5, 10].find((digit) => digit * power >= wanted) ?? 10;
  return digit * power;
}

export interface TimeTick {
  readonly ms: number;
  readonly text: string;
}

export interface TimeTicks {
  /** Written before the first tick where ticks count from it: 3.200 s. Empty for ticks that stand for themselves. */
  readonly baseText: string;
  readonly ticks: readonly TimeTick[];
}

/** Long spans have seconds since the start; short ones count ms from a round time just before the span. */
export function timeTicks({ fromMs, spanMs }: TimeSpan, most: number): TimeTicks {
  const from = Math.max(0, fromMs);
  const ticks = linearTicks(from, fromMs + spanMs, Math.max(2, most));
  const step = (ticks[1] ?? ticks[0] ?? 0) - (ticks[0] ?? 0);
  if (spanMs >= 2_000) {
    const decimals = decimalsOf(step / 1_000);
    return { baseText: '', ticks: withUnit(ticks, 's', (ms) => fixedText(ms / 1_000, decimals)) };
  }
  // Ten spans or more: the base stays for a while as the picture scrolls.
  const baseStepMs = 10 ** Math.ceil(Math.log10(spanMs));
  const baseMs = Math.floor(from / baseStepMs + 1e-9) * baseStepMs;
  const decimals = decimalsOf(step);
  const sign = baseMs > 0 ? '+' : '';
  return {
    baseText: baseMs > 0 ? unitText(baseMs / 1_000, decimalsOf(baseStepMs / 1_000), 's') : '',
    ticks: withUnit(ticks, 'ms', (ms) => sign + fixedText(ms - baseMs, decimals)),
  };
}

/** The unit stands once, at the last tick. */
function withUnit(ticks: readonly number[], unit: string, text: (ms: number) => string): TimeTick[] {
  return ticks.map((ms, i) => ({ ms, text: i === ticks.length - 1 ? `${text(ms)}\u2009${unit}` : text(ms) }));
}

function decimalsOf(step: number): number {
  return step > 0 ? Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9))) : 0;
}
