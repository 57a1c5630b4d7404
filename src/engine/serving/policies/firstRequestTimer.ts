/**
 * Ray Serve's `@serve.batch`: a batch is opened by its first request, and a timer of `batch_wait_timeout_s` with it. Unlike
 * Triton's delay the timer starts only when an instance is there to open the batch, so that time spent behind a busy one
 * does not count: under load every batch that is not full waits the whole timeout.
 */
import type { BatchingPolicy, Waiting } from './BatchingPolicy.ts';

export function firstRequestTimer(maxBatchSize: number, timeoutUs: number): BatchingPolicy {
  const dueMs = ({ oldestMs, freeSinceMs }: Readonly<Waiting>): number =>
    Math.max(oldestMs, freeSinceMs) + timeoutUs / 1000;
  return {
    maxBatchSize,
    fullSize: maxBatchSize,
    size(waiting) {
      if (waiting.length >= maxBatchSize) return maxBatchSize;
      return waiting.nowMs >= dueMs(waiting) ? waiting.length : 0;
    },
    wakeMs: dueMs,
  };
}
