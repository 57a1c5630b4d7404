/**
 * All batching policies, in the order of menus and tables. To add one: a file in `policies/`, and its line in the list below.
 * Names, schema, menus, comparison of policies and docs follow from it.
 */
import type { BatchPolicy } from './BatchPolicy.ts';
import { adaptive } from './policies/adaptive.ts';
import { aimd } from './policies/aimd.ts';
import { firstRequest } from './policies/firstRequest.ts';
import { fixed } from './policies/fixed.ts';
import { none } from './policies/none.ts';
import { triton } from './policies/triton.ts';

const MEMBERS = [none, fixed, triton, firstRequest, adaptive, aimd] as const;

export type BatchPolicyName = (typeof MEMBERS)[number]['name'];

export const BATCH_POLICY_NAMES: readonly BatchPolicyName[] = MEMBERS.map(({ name }) => name);

export const BATCH_POLICIES = Object.fromEntries(MEMBERS.map((policy) => [policy.name, policy])) as Readonly<
  Record<BatchPolicyName, BatchPolicy>
>;
