/** Two servers fed the same arrivals: what differs between them, and what each round has shown. */
import { createStore } from 'zustand/vanilla';
import type { ServingSpec } from '../spec/experiment.ts';
import type { NetworkShape } from '../spec/networkShape.ts';
import type { BatchPolicyName, DeviceName } from '../spec/vocabulary.ts';
import type { LoadReport } from '../wire/load.ts';

/** A trained network that was put aside, to be compared with what the present one becomes. */
export interface KeptNetwork {
  readonly id: number;
  readonly name: string;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}

/** What one side changes of the present experiment; what it leaves out is the same on both. */
export interface CompareSide {
  readonly device: DeviceName | null;
  /** `id` of a kept network; null is the present one. */
  readonly networkId: number | null;
  readonly serving: Partial<ServingSpec>;
}

/** One policy on the arrivals of the last run and the times of its batches, computed on a virtual clock. */
export interface ReplayedPolicy {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly meanBatchSize: number;
}

/** What a committee of networks has answered: accuracy of each member and of their vote. */
export interface CommitteeCounts {
  readonly samples: number;
  readonly unanimous: number;
  /** Samples that the vote got right, and each member; the first is the present network, then the kept ones. */
  readonly right: number;
  readonly rightOf: readonly number[];
  /** Training step of each member. */
  readonly steps: readonly number[];
  /** After how many answers the vote was decided, on average. */
  readonly meanAnswersUntilDecided: number;
}

interface CompareState {
  readonly phase: 'idle' | 'starting' | 'running';
  readonly sides: readonly [CompareSide, CompareSide];
  readonly rounds: number;
  readonly roundMs: number;
  /** One pair of reports a round, side A first. */
  readonly results: readonly (readonly [LoadReport, LoadReport])[];
  /** Which of the two kinds of run is going on, or ran last. */
  readonly kind: 'sides' | 'policies' | 'committee';
  /** Every policy on the same arrivals: a report a round. */
  readonly race: Readonly<Partial<Record<BatchPolicyName, readonly LoadReport[]>>>;
  readonly replay: Readonly<Partial<Record<BatchPolicyName, ReplayedPolicy>>>;
  readonly committee: CommitteeCounts | null;
  readonly problem: string | null;
  readonly kept: readonly KeptNetwork[];
}

const SAME: CompareSide = { device: null, networkId: null, serving: {} };

export const compareStore = createStore<CompareState>(() => ({
  phase: 'idle',
  sides: [SAME, { ...SAME, serving: { pattern: 'unbatched' } }],
  rounds: 6,
  roundMs: 400,
  results: [],
  kind: 'sides',
  race: {},
  replay: {},
  committee: null,
  problem: null,
  kept: [],
}));
