/**
 * The plan of the lab as Triton's dynamic batcher: what `config.pbtxt` says, and what of the plan Triton would refuse when it loads the
 * model (ValidateModelConfig of its core), or do otherwise. The export has these notes as comments; the lab can show them.
 */
import { BATCH_POLICIES } from '#batching/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { listText } from '#messages/listText.ts';
import * as say from '#messages/generated/planNotes.ts';
import { servedPlan, type ServedPlan } from './servedPlan.ts';

export interface PlanNote {
  /** refused: Triton would not load the model, so the export leaves it out. otherwise: it does something else. */
  readonly kind: 'refused' | 'otherwise';
  readonly text: string;
}

/** Triton heeds a request's own timeout only below a default that is not 0. */
const LONGEST_TIMEOUT_US = 60_000_000;
/** The policy "fixed" gives up waiting then (`batching/policies/fixed.ts`). */
const FIXED_PATIENCE_US = 1_000_000;

export interface TritonPlan {
  readonly maxBatchSize: number;
  readonly instances: number;
  readonly batching: TritonBatching;
  readonly cache: boolean;
  readonly notes: readonly PlanNote[];
}

export interface TritonBatching {
  readonly preferred: readonly number[];
  readonly delayUs: number;
  readonly preserveOrdering: boolean;
  /** 1: without levels. */
  readonly levels: number;
  readonly defaultLevel: number;
  readonly maxQueueSize: number;
  readonly delaysLate: boolean;
  /** 0: none. */
  readonly timeoutUs: number;
}

type Parts = Pick<Experiment, 'serving' | 'load'>;

/** @example tritonPlan(experiment).notes.map(({ text }) => text) */
export function tritonPlan({ serving, load }: Parts): TritonPlan {
  const plan = servedPlan(serving);
  const timeoutUs =
    plan.defaultTimeoutUs === 0 && load.timeoutMs > 0 ? LONGEST_TIMEOUT_US : plan.defaultTimeoutUs;
  const delaysLate = plan.timeoutAction === 'delay' && timeoutUs > 0;
  const clash = orderingClash(plan, delaysLate);
  const batching: TritonBatching = {
    preferred: plan.policy === 'fixed' ? [plan.maxBatchSize] : plan.preferredBatchSizes,
    delayUs: delayOf(plan),
    preserveOrdering: plan.preserveOrdering && clash === null,
    levels: plan.priorityLevels,
    defaultLevel: Math.ceil(plan.priorityLevels / 2),
    maxQueueSize: plan.maxQueueSize,
    delaysLate,
    timeoutUs,
  };
  return {
    maxBatchSize: plan.maxBatchSize,
    instances: plan.instances,
    batching,
    cache: plan.responseCacheSize > 0,
    notes: [...(clash === null ? [] : [refused(clash)]), ...notesOf({ serving, load }, plan)],
  };
}

const refused = (text: string): PlanNote => ({ kind: 'refused', text });
const otherwise = (text: string): PlanNote => ({ kind: 'otherwise', text });

function orderingClash(plan: ServedPlan, delaysLate: boolean): string | null {
  if (!plan.preserveOrdering) return null;
  if (plan.priorityLevels > 1) return say.orderingLevels();
  return delaysLate ? say.orderingDelay() : null;
}

function delayOf({ policy, maxQueueDelayUs }: ServedPlan): number {
  if (policy === 'fixed') return FIXED_PATIENCE_US;
  return policy === 'triton' || policy === 'firstRequest' ? maxQueueDelayUs : 0;
}

function notesOf({ serving, load }: Parts, plan: ServedPlan): PlanNote[] {
  const { policy, maxBatchSize } = plan;
  const tooLarge =
    policy === 'triton' ? serving.preferredBatchSizes.filter((size) => size > maxBatchSize).map(String) : [];
  return [
    ...(serving.pattern === 'batched' ? [] : [otherwise(say.unbatched())]),
    ...(tooLarge.length > 0 ? [refused(say.preferredTooLarge({ sizes: listText(tooLarge) }))] : []),
    ...(policy === 'adaptive' || policy === 'aimd'
      ? [otherwise(say.noCounterpart({ policy: BATCH_POLICIES[policy].label }))]
      : []),
    ...(policy === 'firstRequest' ? [otherwise(say.oldestArrival())] : []),
    ...(policy === 'fixed' ? [otherwise(say.fullBatches())] : []),
    ...(plan.defaultTimeoutUs === 0 && load.timeoutMs > 0 ? [otherwise(say.timeoutDefault())] : []),
    ...(plan.priorityLevels > 1 ? [otherwise(say.queuePerLevel({ size: plan.maxQueueSize }))] : []),
    ...(serving.allowedBatchSizes.length > 0 ? [otherwise(say.padding({ largest: maxBatchSize }))] : []),
    ...(plan.responseCacheSize > 0 ? [otherwise(say.responseCache())] : []),
  ];
}
