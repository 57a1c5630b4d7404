/** Size and duration of a batch. */
export interface SizedCost {
  readonly size: number;
  readonly computeMs: number;
}

/**
 * Least squares for computeMs = a·size + b. Where all sizes are equal, the solution of smallest norm, as numpy's
 * `lstsq` returns. @param samples at least one
 */
export function fitLine(samples: readonly SizedCost[]): { a: number; b: number } {
  const count = samples.length;
  let [size, cost, sizeSize, sizeCost] = [0, 0, 0, 0];
  for (const sample of samples) {
    size += sample.size;
    cost += sample.computeMs;
  }
  const [meanSize, meanCost] = [size / count, cost / count];
  for (const sample of samples) {
    sizeSize += (sample.size - meanSize) ** 2;
    sizeCost += (sample.size - meanSize) * (sample.computeMs - meanCost);
  }
  if (sizeSize === 0) {
    const b = meanCost / (meanSize ** 2 + 1);
    return { a: b * meanSize, b };
  }
  const a = sizeCost / sizeSize;
  return { a, b: meanCost - a * meanSize };
}
