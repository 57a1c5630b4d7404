/**
 * Batches are padded to a few allowed sizes, so that a device meets each tensor shape once, in the warm-up, and its
 * buffer pools stay small. Powers of two waste less than half of a batch and are few: 11 up to 1,024. Padding is rows of
 * zeros that are computed like any other and thrown away: a batch of 33 costs what one of 64 does.
 */

/** The smallest allowed size that holds `count` requests. @param allowed empty: powers of two */
export function allowedBatchSize(count: number, allowed: readonly number[] = []): number {
  if (allowed.length > 0) {
    let best = Infinity;
    for (const size of allowed) if (size >= count && size < best) best = size;
    // What no allowed size holds (they were changed under a waiting batch) is computed as it is.
    return best === Infinity ? count : best;
  }
  let size = 1;
  while (size < count) size *= 2;
  return size;
}

/** Every size that batches of up to `maxBatchSize` requests are padded to, ascending. */
export function allowedBatchSizes(maxBatchSize: number, allowed: readonly number[] = []): number[] {
  if (allowed.length > 0) {
    const largest = allowedBatchSize(largestBatch(maxBatchSize, allowed), allowed);
    return allowed.filter((size) => size <= largest).toSorted((a, b) => a - b);
  }
  const sizes = [];
  for (let size = 1; size < maxBatchSize; size *= 2) sizes.push(size);
  sizes.push(allowedBatchSize(maxBatchSize));
  return sizes;
}

/** A batch is no larger than the largest allowed size. */
export function largestBatch(maxBatchSize: number, allowed: readonly number[]): number {
  return allowed.length > 0 ? Math.min(maxBatchSize, Math.max(...allowed)) : maxBatchSize;
}
