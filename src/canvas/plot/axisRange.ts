/** Axes that fit their values closely and yet do not move with every point. */
import { linearTicks } from '../axisTicks.ts';
import type { Axis } from './Chart.ts';

/**
 * Axis for losses: decades when they span more than a factor of ten and are above zero, else from zero. Nothing
 * below a millionth of the largest is shown, or one lucky batch would flatten the curve.
 */
export function lossAxis(...values: ArrayLike<number>[]): Axis {
  const { low, high, zero } = spanOf(values);
  if (high === 0 || low === Infinity) return { low: 0, high: high > 0 ? high : 1, log: false };
  return high / low > 12 && !(zero && high / low < 100) ? logAxis(low, high) : linearAxis(high);
}

/** Axis for values above zero on the scale that is asked for; linear where nothing is above zero. */
export function scaledAxis(log: boolean, ...values: ArrayLike<number>[]): Axis {
  const { low, high } = spanOf(values);
  if (high === 0 || low === Infinity) return { low: 0, high: high > 0 ? high : 1, log: false };
  return log ? logAxis(low, high * (high > low ? 1 : 1.01)) : linearAxis(high);
}

function spanOf(values: readonly ArrayLike<number>[]): { low: number; high: number; zero: boolean } {
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
  return { low, high, zero };
}

function logAxis(lowest: number, highest: number): Axis {
  const low = roundOut(Math.max(lowest, highest * 1e-6), -1);
  const high = roundOut(highest, 1);
  return { low, high: high > low ? high : low * 10, log: true };
}

function linearAxis(high: number): Axis {
  const ticks = linearTicks(0, high * 1.0001, 5);
  const step = (ticks[1] ?? high) - (ticks[0] ?? 0);
  return { low: 0, high: Math.ceil(high / step - 1e-9) * step, log: false };
}

/** The next 1, 2 or 5 times a power of ten, down or up. */
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
  for (const list of values) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] ?? Number.NaN;
      if (Number.isFinite(value)) low = Math.min(low, value);
    }
  }
  const floor = low >= 0.9 ? 0.9 : low >= 0.8 ? 0.8 : Math.floor(low * 5) / 5;
  return { low: Math.max(0, floor), high: 1, log: false };
}

/** Axis around values: from 0 where it is linear, with room for a dot at each end where it is logarithmic. */
export function axisAround(values: readonly number[], log: boolean): Axis {
  const shown = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  const high = Math.max(...shown, log ? 1e-3 : 0);
  if (!log) return { low: 0, high: high > 0 ? high * 1.06 : 1, log };
  const low = Math.min(...shown, high);
  return { low: low / 1.25, high: high * 1.25, log };
}
