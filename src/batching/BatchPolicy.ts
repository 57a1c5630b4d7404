/**
 * What a file of `policies/` exports: a batching policy with its label and description. `docs/adding.md` shows how to
 * write one.
 */
import type { BatchingPolicy } from './BatchingPolicy.ts';

/** Server settings that a policy may use. Every server has them; policies ignore those that they do not need. */
export interface PolicySettings {
  /** No batch is larger. */
  readonly maxBatchSize: number;
  /** Sizes that are sent at once when they can be formed. */
  readonly preferredBatchSizes: readonly number[];
  /** How long a batch that could still grow may be delayed, in µs. */
  readonly maxQueueDelayUs: number;
  readonly latencyGoalMs: number;
}

export interface BatchPolicy<Name extends string = string> {
  /** Name in experiments and links; must never change. */
  readonly name: Name;
  /** Label in menus. */
  readonly label: string;
  /** Description under the menu, a sentence for the reader. */
  readonly about: string;
  /** @returns the policy, without anything learnt */
  create(settings: PolicySettings): BatchingPolicy;
}
