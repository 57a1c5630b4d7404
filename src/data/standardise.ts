/**
 * Standardisation: subtracts the mean of each column and divides by its standard deviation. Both are computed on the
 * training split alone; with the test split included, information would leak from it into training.
 */
export interface Scaling {
  /** One value a column. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** @param rows [n, width] of the training part */
export function fitScaling(rows: Float32Array, width: number): Scaling {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  rows.forEach((value, i) => (mean[i % width] = (mean[i % width] as number) + value / count));
  rows.forEach((value, i) => {
    const distance = value - (mean[i % width] as number);
    deviation[i % width] = (deviation[i % width] as number) + (distance * distance) / count;
  });
  // A constant column has deviation 0; dividing by 1 leaves it at 0.
  return { mean, deviation: deviation.map((variance) => (variance > 0 ? Math.sqrt(variance) : 1)) };
}

/** @param rows [n, width] */
export function applyScaling(rows: Float32Array, { mean, deviation }: Scaling): Float32Array {
  const width = mean.length;
  return rows.map((value, i) => (value - (mean[i % width] as number)) / (deviation[i % width] as number));
}
