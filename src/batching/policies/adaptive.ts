/**
 * BentoML's rule (marshal/dispatcher.py): the cost of a batch is modelled as a·n + b, fitted by least squares to the
 * last 50 batches at most every 5 s. n requests go on waiting while n·(w + tick + a) ≤ 0.95 · W, where w is the age of
 * the newest request and W the mean time that the oldest request of a batch has waited so far: one more request would
 * cost the n waiting ones more than waiting has gained. Before the first fit nothing waits. BentoML also cancels the
 * head of the queue when it cannot meet `max_latency`; here requests have timeouts for that.
 */
import type { BatchingPolicy, FinishedBatch, Waiting } from '../BatchingPolicy.ts';
import type { BatchPolicy } from '../BatchPolicy.ts';
import { fitLine } from '../fitLine.ts';

const KEPT = 50;
/** The first batches include caches and compilation. */
const SKIPPED = 2;
const FIRST_FIT = 3;
const REFIT_MS = 5_000;
const DECAY = 0.95;
/** BentoML checks its queue once a tick; here the moment is computed, but the rule keeps its term. */
const TICK_MS = 1;
const LEAST_SLOPE_MS = 0.001;
/** The rule holds strictly past the point of equality, so the wait ends a little after it. */
const PASSED_MS = 0.001;

export function adaptiveFit(maxBatchSize: number): BatchingPolicy {
  const samples: FinishedBatch[] = [];
  let seen = 0;
  let fittedMs = -Infinity;
  let slopeMs = 0;
  let meanWaitMs = 0;

  /** Until when the requests would wait if no other came. */
  const untilMs = ({ length, newestMs }: Readonly<Waiting>): number =>
    newestMs + (DECAY * meanWaitMs) / length - TICK_MS - slopeMs;

  return {
    maxBatchSize,
    fullSize: maxBatchSize,
    size(waiting) {
      if (waiting.length >= maxBatchSize) return maxBatchSize;
      return waiting.nowMs <= untilMs(waiting) ? 0 : waiting.length;
    },
    wakeMs: (waiting) => untilMs(waiting) + PASSED_MS,
    learn(batch) {
      seen += 1;
      if (seen <= SKIPPED) return;
      samples.push(batch);
      if (samples.length > KEPT) samples.shift();
      if (samples.length < FIRST_FIT || batch.endedMs - fittedMs < REFIT_MS) return;
      fittedMs = batch.endedMs;
      slopeMs = Math.max(LEAST_SLOPE_MS, fitLine(samples).a);
      meanWaitMs = samples.reduce((sum, { waitMs }) => sum + waitMs, 0) / samples.length;
    },
  };
}

export const adaptive: BatchPolicy<'adaptive'> = {
  name: 'adaptive',
  label: 'Adaptive fit',
  about: 'Fits cost a·n + b to the last 50 batches and waits only while that pays (BentoML).',
  create: ({ maxBatchSize }) => adaptiveFit(maxBatchSize),
};
