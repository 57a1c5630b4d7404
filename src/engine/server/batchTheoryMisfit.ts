/**
 * Checks whether a server and its load meet the assumptions of the theory of batching queues
 * (`trace/batchLatency.ts`).
 */
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { SweepSettings } from '#protocol/sweep.ts';

export interface TheoryServer {
  readonly serving: ServingSpec;
  readonly device: DeviceName;
}

/** @returns the assumptions that do not hold, as a sentence for the reader; null where all do */
export function batchTheoryMisfit(
  { serving, device }: TheoryServer,
  { arrivals = 'poisson', cancelShare = 0, timeoutMs = 0 }: NonNullable<SweepSettings['load']> = {},
): string | null {
  const { pattern, policy, maxQueueDelayUs, preferredBatchSizes, instances } = serving;
  const sendsAtOnce =
    (policy === 'triton' || policy === 'firstRequest') &&
    maxQueueDelayUs === 0 &&
    preferredBatchSizes.length === 0;
  const unlike = [
    pattern !== 'batched' && 'requests that go one by one',
    pattern === 'batched' && !sendsAtOnce && 'a policy that waits for more requests',
    (instances > 1 || device === 'webgpu') && 'several batches at a time',
    arrivals !== 'poisson' && 'arrivals that are not Poisson',
    (cancelShare > 0 || timeoutMs > 0 || serving.defaultTimeoutUs > 0) && 'requests that are given up',
    serving.responseCacheSize > 0 && 'answers from the cache',
  ].filter((part) => part !== false);
  return unlike.length === 0 ? null : `The theory does not cover ${unlike.join(', ')}.`;
}
