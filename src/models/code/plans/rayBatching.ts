/** The plan of the lab as Ray Serve's batching: settings, and what they leave out. */
import { BATCH_POLICIES } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import * as say from '#messages/generated/planNotes.ts';
import { servedPlan } from './servedPlan.ts';

export interface RayBatching {
  readonly maxBatchSize: number;
  readonly waitSeconds: number;
  readonly concurrentBatches: number;
  /** Requests in a replica: as many as are computed, and as many again, so that the next batches gather meanwhile. */
  readonly ongoing: number;
  /** Requests that wait before it; one more gets 503. */
  readonly queued: number;
  readonly notes: readonly string[];
}

const FIXED_PATIENCE_S = 1;

export function rayBatching(serving: ServingSpec): RayBatching {
  const plan = servedPlan(serving);
  const { policy, maxBatchSize, instances, maxQueueDelayUs } = plan;
  const waits = policy === 'triton' || policy === 'firstRequest';
  return {
    maxBatchSize,
    waitSeconds: policy === 'fixed' ? FIXED_PATIENCE_S : waits ? maxQueueDelayUs / 1e6 : 0,
    concurrentBatches: instances,
    ongoing: 2 * instances * maxBatchSize,
    queued: plan.maxQueueSize,
    notes: [
      ...(policy === 'triton' && maxQueueDelayUs > 0 ? [say.rayTimer()] : []),
      ...(policy === 'adaptive' || policy === 'aimd'
        ? [say.rayPolicy({ policy: BATCH_POLICIES[policy].label })]
        : []),
      ...(plan.preferredBatchSizes.length > 0 ? [say.rayPreferred()] : []),
      ...(plan.priorityLevels > 1 ? [say.rayLevels()] : []),
      ...(plan.defaultTimeoutUs > 0 ? [say.rayTimeout()] : []),
    ],
  };
}

/** @example rayDecorator(serving) // '@serve.batch(max_batch_size=64, batch_wait_timeout_s=0.001, max_concurrent_batches=1)' */
export function rayDecorator(serving: ServingSpec): string {
  const { maxBatchSize, waitSeconds, concurrentBatches } = rayBatching(serving);
  return `@serve.batch(max_batch_size=${maxBatchSize}, batch_wait_timeout_s=${waitSeconds}, max_concurrent_batches=${concurrentBatches})`;
}
