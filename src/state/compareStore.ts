/** Comparisons of servers on the same arrivals, and of kept networks: settings and results. Written by `commands/` alone. */
import { createStore } from 'zustand/vanilla';
import type { BatchPolicyName } from '#batching/registry.ts';
import type { Experiment, ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { LoadReport } from '#protocol/load.ts';

/** A trained network that was kept, to be compared with later states of the present one. */
export interface KeptNetwork {
  readonly id: number;
  readonly name: string;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}

/** What one side changes of the present experiment; the rest is the same on both sides. */
export interface CompareSide {
  readonly device: DeviceName | null;
  /** `id` of a kept network; null is the present one. */
  readonly networkId: number | null;
  readonly serving: Partial<ServingSpec>;
}

/** One side as it was measured, whatever has been edited since. */
export interface MeasuredSide {
  /** Name of the kept network; null is the one that was present then. */
  readonly network: string | null;
  readonly step: number;
  readonly device: DeviceName;
  readonly serving: ServingSpec;
}

/** One policy simulated on a virtual clock, with the arrivals and batch times of the last run. */
export interface SimulatedPolicy {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly meanBatchSize: number;
}

/** Majority vote of an ensemble: how often each member, and the vote, was correct. */
export interface EnsembleCounts {
  readonly samples: number;
  readonly unanimous: number;
  /** Samples that the vote classified correctly, and each member: first the present network, then the kept ones. */
  readonly correct: number;
  readonly correctOf: readonly number[];
  /** Name of each member; null for the network that was present then. */
  readonly names: readonly (string | null)[];
  /** Training step of each member. */
  readonly steps: readonly number[];
  /** Predictions after which the vote was decided, on average. */
  readonly meanVotesUntilDecided: number;
}

type CompareKind = 'sides' | 'policies' | 'ensemble';

interface CompareState {
  readonly phase: 'idle' | 'starting' | 'running';
  readonly sides: readonly [CompareSide, CompareSide];
  readonly rounds: number;
  readonly roundMs: number;
  /** One pair of reports per round, side A first. */
  readonly results: readonly (readonly [LoadReport, LoadReport])[];
  /** The sides that `results` are of. */
  readonly measuredSides: readonly [MeasuredSide, MeasuredSide] | null;
  /** The kind of comparison that runs, or ran last. */
  readonly kind: CompareKind;
  /** Every policy on the same arrivals: one report per round. */
  readonly policyReports: Readonly<Partial<Record<BatchPolicyName, readonly LoadReport[]>>>;
  /** Every policy simulated on the last run. */
  readonly simulated: Readonly<Partial<Record<BatchPolicyName, SimulatedPolicy>>>;
  readonly ensemble: EnsembleCounts | null;
  /** The experiment that each kind of result was measured on. */
  readonly measuredOn: Readonly<Partial<Record<CompareKind | 'simulated', Experiment | null>>>;
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
  measuredSides: null,
  kind: 'sides',
  policyReports: {},
  simulated: {},
  ensemble: null,
  measuredOn: {},
  problem: null,
  kept: [],
}));
