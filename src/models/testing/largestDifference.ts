/** Test support: how far answers are from those of the golden rows, as every format is judged. */
import type { ModelToExport } from '../ModelToExport.ts';

/** The largest |a − b| / max(1, |b|); NaN where a number is missing or is none. */
export function largestDifference(
  given: readonly ArrayLike<number>[],
  wanted: ModelToExport['golden']['outputs'],
): number {
  let largest = given.length === wanted.length ? 0 : Number.NaN;
  wanted.forEach((row, i) =>
    row.forEach((b, j) => {
      const a = given[i]?.[j] ?? Number.NaN;
      const difference = Math.abs(a - b) / Math.max(1, Math.abs(b));
      if (!(difference <= largest)) largest = difference;
    }),
  );
  return largest;
}
