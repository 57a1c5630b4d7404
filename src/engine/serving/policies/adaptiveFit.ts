/**
 * BentoML's rule (marshal/dispatcher.py): the cost of a batch is taken for a·n + b, fitted by least squares to the last 50
 * batches at most every 5 s. n requests go on waiting while n·(w + tick + a) ≤ 0.95 · W, where w is the age of the newest
 * and W the mean time that the first request of a batch has waited so far: a further request would cost the n that wait
 * more than waiting has been worth. Until something is fitted nothing waits. BentoML also cancels the head of the queue
 * when it cannot be answered within `max_latency`; here requests have timeouts for that.
 */
import type { BatchingPolicy, FinishedBatch, Waiting } from './BatchingPolicy.ts';
import { fitLine } from './fitLine.ts';

const KEPT = 50;
/** The first batches pay for caches and compilation. */
const SKIPPED = 2;
const FIRST_FIT = 3;
const REFIT_MS = 5_000;
const DECAY = 0.95;
/** BentoML looks at its queue once in a tick; here the moment is computed, but the rule keeps its term. */
const TICK_MS = 1;
const LEAST_SLOPE_MS = 0.001;
/** The rule ends when its left side has passed the right one, so a little after they are equal. */
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
