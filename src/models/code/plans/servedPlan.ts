/**
 * The serving section of an experiment as its server applies it (`engine/server/createPolicy.ts`): for servers elsewhere, which know
 * no request patterns and no padding.
 */
import type { BatchPolicyName } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';

export interface ServedPlan extends Omit<
  ServingSpec,
  'pattern' | 'policy' | 'allowedBatchSizes' | 'inFlight'
> {
  /** "none" unless the pattern is "batched". */
  readonly policy: BatchPolicyName;
  /** Not above the largest allowed size; 1 without batching. */
  readonly maxBatchSize: number;
  /** Those that a batch can reach, ascending; only the policy "triton" has some. */
  readonly preferredBatchSizes: number[];
}

/** @example servedPlan({ ...serving, pattern: 'oneByOne' }).maxBatchSize // 1 */
export function servedPlan({
  pattern,
  policy: chosen,
  allowedBatchSizes,
  inFlight: _clients,
  ...rest
}: ServingSpec): ServedPlan {
  const policy = pattern === 'batched' ? chosen : 'none';
  const largest = Math.min(
    rest.maxBatchSize,
    ...(allowedBatchSizes.length > 0 ? [Math.max(...allowedBatchSizes)] : []),
  );
  const maxBatchSize = policy === 'none' ? 1 : largest;
  const preferred = policy === 'triton' ? rest.preferredBatchSizes : [];
  return {
    ...rest,
    policy,
    maxBatchSize,
    preferredBatchSizes: preferred.filter((size) => size <= maxBatchSize).sort((a, b) => a - b),
  };
}
