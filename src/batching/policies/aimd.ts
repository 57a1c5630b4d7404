/**
 * AIMD as in Clipper (Crankshaw et al., NSDI 2017, section 4.3): the batch size limit grows by a fixed step while
 * batches meet the latency objective, and shrinks by a tenth when one does not. Never waits. A batch below the limit
 * says nothing about larger ones, so only full batches raise it.
 */
import type { BatchingPolicy } from '../BatchingPolicy.ts';
import type { BatchPolicy } from '../BatchPolicy.ts';

const STEP = 1;
const BACK_OFF = 0.9;

export function aimdLimit(maxBatchSize: number, goalMs: number): BatchingPolicy {
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

export const aimd: BatchPolicy<'aimd'> = {
  name: 'aimd',
  label: 'AIMD to the goal',
  about: 'Grows the batch while it meets the latency goal, shrinks it when it does not (Clipper).',
  create: ({ maxBatchSize, latencyGoalMs }) => aimdLimit(maxBatchSize, latencyGoalMs),
};
