/**
 * Triton's dynamic batcher (docs/user_guide/batcher.md): the largest preferred size that can be formed is sent at
 * once; otherwise the largest possible batch, but one that is not full may be delayed until its oldest request has
 * waited `maxQueueDelayUs`. After that everything that fits is sent, preferred size or not, as in Triton's scheduler.
 */
import type { BatchingPolicy } from '../BatchingPolicy.ts';
import type { BatchPolicy } from '../BatchPolicy.ts';

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

export const triton: BatchPolicy<'triton'> = {
  name: 'triton',
  label: 'Wait for a batch',
  about: 'When the device is free, waits a little for more, then takes what is there (Triton).',
  create: tritonDelay,
};
