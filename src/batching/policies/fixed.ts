/**
 * Waits for a full batch, like a training loop. Nothing in the rule ends the wait of the last few requests, so a timeout of
 * 1 s does, as a safety net.
 */
import type { BatchingPolicy } from '../BatchingPolicy.ts';
import type { BatchPolicy } from '../BatchPolicy.ts';

export const FIXED_PATIENCE_MS = 1_000;

export function fixedBatch(batchSize: number): BatchingPolicy {
  return {
    maxBatchSize: batchSize,
    fullSize: batchSize,
    size({ nowMs, length, oldestMs }) {
      if (length >= batchSize) return batchSize;
      return nowMs >= oldestMs + FIXED_PATIENCE_MS ? length : 0;
    },
    wakeMs: ({ oldestMs }) => oldestMs + FIXED_PATIENCE_MS,
  };
}

export const fixed: BatchPolicy<'fixed'> = {
  name: 'fixed',
  label: 'Full batches',
  about: 'Waits until max batch size requests are there.',
  create: ({ maxBatchSize }) => fixedBatch(maxBatchSize),
};
