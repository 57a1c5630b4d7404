/** The plan of the lab as BentoML's adaptive batching: settings, and what they leave out. */
import type { ServingSpec } from '#experiment/experiment.ts';
import * as say from '#messages/generated/planNotes.ts';
import { servedPlan } from './servedPlan.ts';

/** BentoML's own default. */
const LONGEST_LATENCY_MS = 60_000;

export interface BentoBatching {
  readonly maxBatchSize: number;
  readonly maxLatencyMs: number;
  readonly workers: number;
  /** Requests in the server; one more gets 429. */
  readonly concurrency: number;
  readonly notes: readonly string[];
}

export function bentoBatching(serving: ServingSpec): BentoBatching {
  const plan = servedPlan(serving);
  const { policy, maxBatchSize, instances, defaultTimeoutUs } = plan;
  return {
    maxBatchSize,
    maxLatencyMs:
      defaultTimeoutUs > 0 ? Math.max(1, Math.round(defaultTimeoutUs / 1_000)) : LONGEST_LATENCY_MS,
    workers: instances,
    concurrency: plan.maxQueueSize + instances * maxBatchSize,
    notes: [
      ...(policy === 'adaptive' ? [] : [say.bentoWindow()]),
      ...(plan.priorityLevels > 1 ? [say.bentoLevels()] : []),
      ...(defaultTimeoutUs > 0 ? [say.bentoLatency()] : []),
    ],
  };
}

/** @example bentoDecorator(serving) // '@bentoml.api(batchable=True, batch_dim=0, max_batch_size=64, max_latency_ms=60000)' */
export function bentoDecorator(serving: ServingSpec): string {
  const { maxBatchSize, maxLatencyMs } = bentoBatching(serving);
  return `@bentoml.api(batchable=True, batch_dim=0, max_batch_size=${maxBatchSize}, max_latency_ms=${maxLatencyMs})`;
}
