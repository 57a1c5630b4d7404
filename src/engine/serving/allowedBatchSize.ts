/**
 * Batches are padded to a few allowed sizes, so that a device meets each tensor shape once, in the warm-up, and its
 * buffer pools stay small. Powers of two waste less than half of a batch and are few: 11 up to 1,024.
 */

/** The smallest allowed size that holds `count` requests. */
export function allowedBatchSize(count: number): number {
  let size = 1;
  while (size < count) size *= 2;
  return size;
}

/** Every size that batches of up to `maxBatchSize` requests are padded to. */
export function allowedBatchSizes(maxBatchSize: number): number[] {
  const sizes = [];
  for (let size = 1; size < maxBatchSize; size *= 2) sizes.push(size);
  sizes.push(allowedBatchSize(maxBatchSize));
  return sizes;
}
