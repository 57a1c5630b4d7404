/**
 * Clipper (Crankshaw et al., NSDI 2017, section 4.3): the largest batch grows by a fixed step as long as batches are
 * answered within the latency objective, and shrinks by a tenth when one is not. Never waits. A batch that was smaller
 * than the limit says nothing of a larger one, so only full batches raise it.
 */
import type { BatchingPolicy } from './BatchingPolicy.ts';

const STEP = 1;
const BACK_OFF = 0.9;

export function aimd(maxBatchSize: number, goalMs: number): BatchingPolicy {
  let limit = 1;
  return {
    maxBatchSize,
    get fullSize() {
      return Math.floor(limit);
    },
    size: ({ length }) => Math.min(length, Math.floor(limit)),
    wakeMs: () => Infinity,
    learn({ size, computeMs }) {
      if (computeMs > goalMs) limit = Math.max(1, limit * BACK_OFF);
      else if (size >= Math.floor(limit)) limit = Math.min(maxBatchSize, limit + STEP);
    },
  };
}
