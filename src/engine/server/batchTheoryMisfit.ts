/**
 * Checks whether a server and its load meet the assumptions of the theory of batching queues
 * (`trace/batchLatency.ts`).
 */
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadgenErrors.ts';
import type { SweepSettings } from '#protocol/sweep.ts';

export interface TheoryServer {
  readonly serving: ServingSpec;
  readonly device: DeviceName;
}

/** @returns the assumptions that do not hold; null where all do */
export function batchTheoryMisfit(
  { serving, device }: TheoryServer,
  { arrivals = 'poisson', cancelShare = 0, timeoutMs = 0 }: NonNullable<SweepSettings['load']> = {},
): Failure | null {
  const { pattern, policy, maxQueueDelayUs, preferredBatchSizes, instances } = serving;
  const sendsAtOnce =
    (policy === 'triton' || policy === 'firstRequest') &&
    maxQueueDelayUs === 0 &&
    preferredBatchSizes.length === 0;
  const unlike = [
    pattern !== 'batched' && failures.oneByOne(),
    pattern === 'batched' && !sendsAtOnce && failures.waitingPolicy(),
    (instances > 1 || device === 'webgpu') && failures.parallelBatches(),
    arrivals !== 'poisson' && failures.notPoisson(),
    (cancelShare > 0 || timeoutMs > 0 || serving.defaultTimeoutUs > 0) && failures.givenUp(),
    serving.responseCacheSize > 0 && failures.cachedResponses(),
  ].filter((part) => part !== false);
  if (unlike.length === 0) return null;
  const what = unlike.reduceRight((rest, first) => failures.and({ first, rest }));
  return failures.theoryMisfit({ what });
}
