/**
 * Ray Serve's `@serve.batch`: the first request opens a batch and starts a timer of `batch_wait_timeout_s`. Unlike
 * Triton's delay the timer starts only when an instance is free to open the batch, so time queued behind a busy one
 * does not count: under load every batch that is not full waits the whole timeout.
 */
import type { BatchingPolicy, Waiting } from '../BatchingPolicy.ts';
import type { BatchPolicy } from '../BatchPolicy.ts';

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

export const firstRequest: BatchPolicy<'firstRequest'> = {
  name: 'firstRequest',
  label: 'First-request timer',
  about: 'The first request of a batch starts a timer of the queue delay (Ray Serve).',
  create: ({ maxBatchSize, maxQueueDelayUs }) => firstRequestTimer(maxBatchSize, maxQueueDelayUs),
};
