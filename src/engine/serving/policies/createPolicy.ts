/** The policy that a serving plan asks for, fresh: it has learned nothing yet. */
import type { ServingSpec } from '../../../spec/experiment.ts';
import { largestBatch } from '../allowedBatchSize.ts';
import { adaptiveFit } from './adaptiveFit.ts';
import { aimd } from './aimd.ts';
import type { BatchingPolicy } from './BatchingPolicy.ts';
import { firstRequestTimer } from './firstRequestTimer.ts';
import { fixedBatch } from './fixedBatch.ts';
import { tritonDelay } from './tritonDelay.ts';

export type PolicyPlan = Pick<
  ServingSpec,
  | 'pattern'
  | 'policy'
  | 'maxBatchSize'
  | 'preferredBatchSizes'
  | 'allowedBatchSizes'
  | 'maxQueueDelayUs'
  | 'latencyGoalMs'
>;

/** Batches of 1 unless the pattern is "batched". */
export function createPolicy(plan: PolicyPlan): BatchingPolicy {
  const { maxQueueDelayUs, preferredBatchSizes, latencyGoalMs } = plan;
  const maxBatchSize = largestBatch(plan.maxBatchSize, plan.allowedBatchSizes);
  switch (plan.pattern === 'batched' ? plan.policy : 'none') {
    case 'none':
      return tritonDelay({ maxBatchSize: 1, maxQueueDelayUs: 0 });
    case 'fixed':
      return fixedBatch(maxBatchSize);
    case 'triton':
      return tritonDelay({ maxBatchSize, maxQueueDelayUs, preferredBatchSizes });
    case 'firstRequest':
      return firstRequestTimer(maxBatchSize, maxQueueDelayUs);
    case 'adaptive':
      return adaptiveFit(maxBatchSize);
    case 'aimd':
      return aimd(maxBatchSize, latencyGoalMs);
  }
}
