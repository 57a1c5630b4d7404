/** Samples queue length and batches at display rate while anything is in flight, and once when all is done. */
import type { Clock } from '#engine/clock/Clock.ts';
import type { ServerEvents } from '#protocol/server.ts';

const SAMPLE_MS = 33;

interface Counts {
  readonly queued: number;
  readonly executing: number;
  readonly batches: number;
  readonly batchedRequests: number;
  readonly cacheHits: number;
  readonly cacheMisses: number;
}

/** @returns a function to call whenever the counts have changed */
export function createQueueSampler(
  clock: Clock,
  counts: () => Counts,
  emit: (sample: ServerEvents['queueSampled']) => void,
): () => void {
  let before = { batches: 0, batchedRequests: 0 };
  let waiting = false;

  function sample(): void {
    const { queued, executing, batches, batchedRequests, cacheHits, cacheMisses } = counts();
    const newBatches = batches - before.batches;
    const meanBatchSize = newBatches > 0 ? (batchedRequests - before.batchedRequests) / newBatches : 0;
    before = { batches, batchedRequests };
    emit({ queued, executing, batches, meanBatchSize, cacheHits, cacheMisses });
    waiting = queued > 0 || executing > 0 || newBatches > 0;
    if (waiting) clock.after(SAMPLE_MS, sample);
  }

  return () => {
    if (waiting) return;
    waiting = true;
    clock.after(SAMPLE_MS, sample);
  };
}
