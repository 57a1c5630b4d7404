/**
 * Difference of two quantities measured in pairs (the same arrivals, one after the other): the mean of the differences
 * with Student's confidence interval. Pairing removes what both share, e.g. a machine under growing load.
 */

export interface Difference {
  /** Mean of second minus first. */
  readonly mean: number;
  /** Half the width of the 95 % confidence interval; NaN with fewer than two pairs. */
  readonly halfWidth: number;
  /** Whether the interval excludes 0: the difference is larger than the noise. */
  readonly isClear: boolean;
}

/** 97.5 % quantile of Student's t with 1, 2, … degrees of freedom; beyond the table the normal's 1.96. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/** Pairs with a value that is not finite on either side are skipped. */
export function pairedDifference(first: readonly number[], second: readonly number[]): Difference {
  const differences = first
    .map((value, index) => (second[index] ?? NaN) - value)
    .filter((difference) => Number.isFinite(difference));
  const count = differences.length;
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / count;
  if (count < 2) return { mean, halfWidth: NaN, isClear: false };
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1);
  const halfWidth = (T_975[count - 2] ?? 1.96) * Math.sqrt(variance / count);
  return { mean, halfWidth, isClear: Math.abs(mean) > halfWidth };
}
