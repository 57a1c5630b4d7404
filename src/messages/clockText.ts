/**
 * Durations at the resolution of the clock: no digit finer than its step, and "under 1" for shorter ones. A step of 0 stands for a
 * clock that was not measured, and sets no limit.
 */
import * as say from './generated/clock.ts';
import { fixedText, settingText } from './numberText.ts';

/** Significant digits of a latency. */
const usualDecimals = (ms: number): number => (ms < 10 ? 2 : ms < 100 ? 1 : 0);

/** 3.49, 12.4, 180; with a clock of 1 ms 3, 12, 180, and "under 1". */
export function latencyText(ms = Number.NaN, clockStepMs = 0, decimals = usualDecimals(ms)): string {
  if (clockStepMs > 0 && ms < clockStepMs * 0.999) return say.under({ time: stepText(clockStepMs) });
  return fixedText(ms, Math.min(decimals, decimalsOf(clockStepMs)));
}

/**
 * The mean of `count` durations, each off by up to a step in either direction: the mean is off by about a step over √count, so that
 * many together are finer than one.
 */
export function meanText(ms: number, clockStepMs: number, count: number): string {
  const step = clockStepMs / Math.sqrt(Math.max(1, count));
  const decimals = Math.max(usualDecimals(ms), ms > 0 && ms < 1 ? 3 : 0);
  return latencyText(ms, step, decimals);
}

/** 1, 0.1, 16.7, 0.005 */
export const stepText = (stepMs: number): string => settingText(Number(stepMs.toPrecision(3)));

/** Whole milliseconds for a step of 1 ms and longer, tenths for 0.1 ms; a step between two powers of ten takes the coarser. */
function decimalsOf(clockStepMs: number): number {
  if (clockStepMs <= 0) return Infinity;
  return Math.max(0, Math.floor(-Math.log10(clockStepMs) + 1e-9));
}
