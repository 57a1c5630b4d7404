/**
 * Waits for a full batch, as a training loop would. Nothing in the rule ends the wait of the last few requests, so a long
 * timeout does: it is a safety net, not a means of control.
 */
import type { BatchingPolicy } from './BatchingPolicy.ts';

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
