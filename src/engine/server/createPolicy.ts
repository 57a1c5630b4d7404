/** Makes the policy that a serving config names, without anything learnt. */
import type { BatchingPolicy } from '#batching/BatchingPolicy.ts';
import { BATCH_POLICIES } from '#batching/registry.ts';
import type { BatchingSpec } from '#experiment/diffExperiments.ts';
import { largestBatch } from './allowedBatchSize.ts';

/** Batches of 1 unless the pattern is "batched". */
export function createPolicy({
  pattern,
  policy,
  allowedBatchSizes,
  ...settings
}: BatchingSpec): BatchingPolicy {
  const maxBatchSize = largestBatch(settings.maxBatchSize, allowedBatchSizes);
  return BATCH_POLICIES[pattern === 'batched' ? policy : 'none'].create({ ...settings, maxBatchSize });
}
