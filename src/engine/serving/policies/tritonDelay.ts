/**
 * Triton's dynamic batcher (docs/user_guide/batcher.md). The largest preferred size that can be formed is sent at once;
 * where none can, the largest possible batch is, but one that is not full may be held until its oldest request has waited
 * `maxQueueDelayUs`. When that time is over all that fits goes, preferred size or not, as in Triton's scheduler.
 */
import type { BatchingPolicy } from './BatchingPolicy.ts';

export interface TritonRule {
  readonly maxBatchSize: number;
  readonly maxQueueDelayUs: number;
  readonly preferredBatchSizes?: readonly number[];
}

export function tritonDelay({
  maxBatchSize,
  maxQueueDelayUs,
  preferredBatchSizes = [],
}: TritonRule): BatchingPolicy {
  const delayMs = maxQueueDelayUs / 1000;
  const preferred = preferredBatchSizes.filter((size) => size <= maxBatchSize).toSorted((a, b) => b - a);
  return {
    maxBatchSize,
    fullSize: maxBatchSize,
    size({ nowMs, length, oldestMs }) {
      const isOver = delayMs > 0 && nowMs >= oldestMs + delayMs;
      if (!isOver) {
        for (const size of preferred) if (size <= length) return size;
      }
      if (length >= maxBatchSize) return maxBatchSize;
      return isOver || delayMs === 0 ? length : 0;
    },
    wakeMs: ({ oldestMs }) => oldestMs + delayMs,
  };
}
