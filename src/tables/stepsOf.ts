/** The steps in which the numbers of a column are kept: of its own decimals where these are few enough, else of its range. */

const MOST_DECIMALS = 6;

/**
 * @param values finite numbers, at least one
 * @param levels how many steps there are
 * @returns value = min + level · step for whole levels below `levels`; `loss` is the largest error
 */
export function stepsOf(
  values: readonly number[],
  levels: number,
): { min: number; max: number; step: number; loss: number } {
  const min = values.reduce((least, value) => Math.min(least, value), Infinity);
  const max = values.reduce((most, value) => Math.max(most, value), -Infinity);
  // Numbers that float32 cannot tell apart, either.
  if (max - min <= 1e-7 * Math.max(1e-30, Math.abs(min), Math.abs(max)))
    return { min, max: min, step: 1, loss: max - min };
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals;
    if ((max - min) * scale > levels - 1) break;
    const isExact = values.every((value) => Number(value.toFixed(decimals)) === value);
    if (isExact) return { min, max, step: 1 / scale, loss: 0 };
  }
  const step = max / (levels - 1) - min / (levels - 1);
  return { min, max, step, loss: step / 2 };
}
