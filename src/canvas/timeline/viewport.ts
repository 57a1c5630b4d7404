/** Viewport of the timeline: the interval shown, zoom, pan, and the ticks of the time axis. Pure. */
import { fixedText, unitText } from '#messages/numberText.ts';
import { linearTicks } from '../axisTicks.ts';
import type { TimelineLayout } from './timelineLayout.ts';

export interface Viewport {
  readonly fromMs: number;
  readonly durationMs: number;
}

/** Limits of the zoom: half a microsecond per pixel, the resolution of a worker's clock, to ten minutes. */
const LEAST_MS = 0.5;
const MOST_MS = 600_000;

/** Zooms around `aroundMs`, which keeps its position; a factor of 2 shows twice as much time. */
export function zoomed({ fromMs, durationMs }: Viewport, factor: number, aroundMs: number): Viewport {
  const zoomedMs = Math.min(MOST_MS, Math.max(LEAST_MS, durationMs * factor));
  return { fromMs: aroundMs - ((aroundMs - fromMs) / durationMs) * zoomedMs, durationMs: zoomedMs };
}

/** Keeps part of the run in view: its start or end moves no further than the middle. */
export function kept({ fromMs, durationMs }: Viewport, endMs: number): Viewport {
  const from = Math.min(Math.max(fromMs, -durationMs / 2), Math.max(0, endMs) - durationMs / 2);
  return { fromMs: Math.max(from, -durationMs / 2), durationMs };
}

/** A round duration of about eight requests of this length. */
export function readableDurationMs(lifeMs: number): number {
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
  /** Written before the first tick where ticks count from it: 3.200 s. Empty for absolute ticks. */
  readonly baseText: string;
  readonly ticks: readonly TimeTick[];
}

/** Long viewports count seconds from the start; short ones ms from a round time just before them. */
export function timeTicks({ fromMs, durationMs }: Viewport, most: number): TimeTicks {
  const from = Math.max(0, fromMs);
  const ticks = linearTicks(from, fromMs + durationMs, Math.max(2, most));
  const step = (ticks[1] ?? ticks[0] ?? 0) - (ticks[0] ?? 0);
  if (durationMs >= 2_000) {
    const decimals = decimalsOf(step / 1_000);
    return { baseText: '', ticks: withUnit(ticks, 's', (ms) => fixedText(ms / 1_000, decimals)) };
  }
  // Ten times the duration or more, so that the base stays for a while as the timeline scrolls.
  const baseStepMs = 10 ** Math.ceil(Math.log10(durationMs));
  const baseMs = Math.floor(from / baseStepMs + 1e-9) * baseStepMs;
  const decimals = decimalsOf(step);
  const sign = baseMs > 0 ? '+' : '';
  return {
    baseText: baseMs > 0 ? unitText(baseMs / 1_000, decimalsOf(baseStepMs / 1_000), 's') : '',
    ticks: withUnit(ticks, 'ms', (ms) => sign + fixedText(ms - baseMs, decimals)),
  };
}

/** The unit is written once, at the last tick. */
function withUnit(ticks: readonly number[], unit: string, text: (ms: number) => string): TimeTick[] {
  return ticks.map((ms, i) => ({ ms, text: i === ticks.length - 1 ? `${text(ms)}\u202f${unit}` : text(ms) }));
}

function decimalsOf(step: number): number {
  return step > 0 ? Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9))) : 0;
}

/** Time to px. */
export function timeScale(layout: TimelineLayout, { fromMs, durationMs }: Viewport): (ms: number) => number {
  const pxPerMs = (layout.right - layout.left) / durationMs;
  return (ms) => layout.left + (ms - fromMs) * pxPerMs;
}
