/** Zoom by keys: + and − around the cursor, 0 or Escape for the whole. */
import { shareOf, valueAt, type XRange } from '#canvas/plot/axisScale.ts';
import type { Axis } from '#canvas/plot/Chart.ts';

/** Less than this share of the whole cannot be zoomed to. */
const LEAST_SHARE = 1 / 2_000;

/**
 * The part within the whole axis, neither beyond its ends nor too short to show anything; null where it is all of it.
 */
export function rangeWithin(whole: Axis, range: XRange): XRange | null {
  const low = Math.max(0, shareOf(whole, range.low));
  const high = Math.min(1, shareOf(whole, range.high));
  if (!(high - low >= LEAST_SHARE) || (low <= 0 && high >= 1)) return null;
  return { low: valueAt(whole, low), high: valueAt(whole, high) };
}

interface ZoomState {
  readonly whole: Axis;
  readonly range: XRange | null;
  /** x of the cursor; null for the middle. */
  readonly cursor: number | null;
}

/** @returns the range that a key asks for, null for the whole; `undefined` where the key asks for none */
export function zoomByKey(key: string, { whole, range, cursor }: ZoomState): XRange | null | undefined {
  if (key === '0' || key === 'Escape') return range ? null : undefined;
  const factor = key === '+' || key === '=' ? 1 / 2 : key === '-' || key === '−' ? 2 : 0;
  if (factor === 0) return undefined;
  const [low, high] = range ? [shareOf(whole, range.low), shareOf(whole, range.high)] : [0, 1];
  const middle = cursor === null ? (low + high) / 2 : Math.min(high, Math.max(low, shareOf(whole, cursor)));
  const next = {
    low: valueAt(whole, Math.max(0, middle - (middle - low) * factor)),
    high: valueAt(whole, Math.min(1, middle + (high - middle) * factor)),
  };
  // Too short to show anything: it stays as it is.
  if (factor < 1 && shareOf(whole, next.high) - shareOf(whole, next.low) < LEAST_SHARE) return undefined;
  return rangeWithin(whole, next);
}
