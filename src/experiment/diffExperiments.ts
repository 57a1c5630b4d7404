/**
 * What changed between two experiments: the one notion of change in the project. First the sections as they are written,
 * then what a change means for those who work with them. `diffExperiments(a, a)` is false throughout.
 */
import { isSameShape } from '#nn/isSameShape.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { factsOf } from './dataFacts.ts';
import type { DataSpec, Experiment, ServingSpec } from './experiment.ts';
import { isSameJson } from './isSameJson.ts';
import { networkShape } from './networkShape.ts';
import { outputShape } from './output.ts';

export interface ExperimentDiff {
  readonly data: boolean;
  readonly network: boolean;
  readonly training: boolean;
  readonly serving: boolean;
  /** What a row of inputs means: data set or features. */
  readonly inputs: boolean;
  /** Samples, or how their targets are encoded: prepared data must be made anew. */
  readonly samples: boolean;
  /** Widths or activations of layers: parameters of one do not fit the other. */
  readonly shape: boolean;
  /** Training starts from its first weights: another data set, initialiser or seed. */
  readonly start: boolean;
  /** Parameters of one do not fit the other, or are not kept. Another activation alone keeps them. */
  readonly weights: boolean;
  /** The optimiser's slots have another meaning, or no weights to belong to. */
  readonly slots: boolean;
  /** Which operations a training step consists of: its kernels and its speed. Rates, schedules and weights do not matter. */
  readonly stepWork: boolean;
}

/** Whether anything changed that training depends on. */
export const concernsTraining = ({ data, network, training }: ExperimentDiff): boolean =>
  data || network || training;

/**
 * Compares two experiments by value.
 *
 * @example
 * const { training, weights } = diffExperiments(before, changeExperiment(before, { training: { l2: 0.1 } })); // true, false
 */
export function diffExperiments(before: Experiment, after: Experiment): ExperimentDiff {
  const differs = (section: 'data' | 'network' | 'training' | 'serving'): boolean =>
    !isSameJson(before[section], after[section]);
  const [data, network, training, serving] = [
    differs('data'),
    differs('network'),
    differs('training'),
    differs('serving'),
  ];
  const shape = (data || network) && !isSameShape(networkShape(before), networkShape(after));
  // What was learnt from one set is no start for another, whether or not both need the same network.
  const start =
    !isSameSource(before.data, after.data) ||
    before.network.initializer !== after.network.initializer ||
    before.network.seed !== after.network.seed;
  const weights = start || (shape && !hasSameWidths(networkShape(before), networkShape(after)));
  return {
    data,
    network,
    training,
    serving,
    inputs:
      before.data.set !== after.data.set ||
      !isSameJson(before.data.table, after.data.table) ||
      !isSameJson(before.data.features, after.data.features),
    samples: data || targetCoding(before) !== targetCoding(after),
    shape,
    start,
    weights,
    slots: weights || before.training.optimizer.name !== after.training.optimizer.name,
    stepWork: shape || (training && !isSameJson(stepWork(before), stepWork(after))),
  };
}

const hasSameWidths = (a: NetworkShape, b: NetworkShape): boolean =>
  a.inputs === b.inputs &&
  a.layers.length === b.layers.length &&
  a.layers.every(({ units }, i) => units === b.layers[i]?.units);

/** Whether what was learnt of one goes on with the other: noise, seed and number of samples do not matter. */
const isSameSource = (a: DataSpec, b: DataSpec): boolean =>
  a.set === b.set &&
  isSameJson(a.formula, b.formula) &&
  isSameJson(a.table, b.table) &&
  labelKinds(a) === labelKinds(b);

/** Points may be put in and taken out while the network learns them; another kind of label is another task. */
const labelKinds = ({ drawn }: DataSpec): string => `${drawn?.labels} ${drawn?.classes}`;

function targetCoding({ data, network }: Experiment): string {
  const { coding, units } = outputShape(factsOf(data), network.output.activation);
  return `${coding} ${units}`;
}

function stepWork({ training }: Experiment): unknown {
  const { loss, optimizer, clip, batchSize, l1, l2, dropout } = training;
  return [loss, optimizer.name, clip.by, batchSize, l1 > 0, l2 > 0, dropout > 0];
}

/** The fields of a serving config that the batching rule is made from. */
const BATCHING_FIELDS = [
  'pattern',
  'policy',
  'maxBatchSize',
  'preferredBatchSizes',
  'allowedBatchSizes',
  'maxQueueDelayUs',
  'latencyGoalMs',
] as const satisfies readonly (keyof ServingSpec)[];

export type BatchingSpec = Pick<ServingSpec, (typeof BATCHING_FIELDS)[number]>;

/** Whether two serving configs have the same batching rule, so that what it has learnt can be kept. */
export const isSameBatching = (a: BatchingSpec, b: BatchingSpec): boolean =>
  BATCHING_FIELDS.every((name) => isSameJson(a[name], b[name]));
