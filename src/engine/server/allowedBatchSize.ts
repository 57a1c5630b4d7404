/**
 * Batches are padded to a few allowed sizes, so that a device meets each tensor shape in the warm-up and its buffer
 * pools stay small. Powers of two waste less than half of a batch and are few: 11 up to 1,024. Padding rows are zeros
 * that are computed and dropped: a batch of 33 costs what one of 64 does.
 */

/** The smallest allowed size that holds `count` requests. @param allowed empty: powers of two */
export function allowedBatchSize(count: number, allowed: readonly number[] = []): number {
  if (allowed.length > 0) {
    let best = Infinity;
    for (const size of allowed) if (size >= count && size < best) best = size;
    // Sizes were changed while the batch was formed, and none holds it: it is computed unpadded.
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

/** The size limit of a batch: not above the largest allowed size. */
export function largestBatch(maxBatchSize: number, allowed: readonly number[]): number {
  return allowed.length > 0 ? Math.min(maxBatchSize, Math.max(...allowed)) : maxBatchSize;
}
