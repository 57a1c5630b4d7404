/** What the rules of `rules.ts` look at: a run's curve, the state of its layers on training samples, and what its data are like. Pure. */
import type { PreparedData, Split } from '#data/PreparedData.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { classOf } from '#nn/classOf.ts';
import type { LayerSizes, UnitStates } from '#nn/layerStatistics.ts';
import { sampleLoss } from '#nn/losses.ts';
import { outputLayer, type NetworkShape } from '#nn/NetworkShape.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';

export interface Evidence {
  readonly experiment: Experiment;
  /** Points whose losses were measured. */
  readonly curve: readonly HistoryPoint[];
  /** The last run ended because its loss was beyond all use. */
  readonly hasDiverged: boolean;
  /** Hidden layers, then the output layer. */
  readonly layers: readonly (UnitStates &
    LayerSizes & { readonly units: number; readonly weightNorm: number })[];
  /** Loss of the best constant answer on the training samples. */
  readonly baseline: number;
  /** Share of each class among the training samples, and share of each that is found; empty for regression. */
  readonly classShares: readonly number[];
  readonly recalls: readonly number[];
}

/** The mean loss of a network that gives the mean target whatever it is asked: the best constant for squared errors and cross-entropies. */
export function baselineLoss(experiment: Experiment, shape: NetworkShape, { targets, count }: Split): number {
  const { units, activation } = outputLayer(shape);
  const a = new Float64Array(units);
  for (let i = 0; i < count * units; i++) a[i % units]! += targets[i]! / count;
  const z = a.map((mean) => sumOf(activation, mean));
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const row = { z, a, t: targets, start: 0, targetStart: n * units, units };
    sum += sampleLoss(experiment.training.loss, row);
  }
  return sum / count;
}

/** The weighted sum that an output comes from. */
function sumOf(activation: OutputActivation, output: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, output));
  switch (activation) {
    case 'tanh':
      return Math.atanh(Math.max(-1 + 1e-6, Math.min(1 - 1e-6, output)));
    case 'sigmoid':
      return Math.log(inside / (1 - inside));
    case 'softmax':
      return Math.log(inside);
    case 'linear':
      return output;
  }
}

/** @param outputs [count, units], after the output's activation, of the first training samples */
export function classEvidence(
  { task, train }: PreparedData,
  shape: NetworkShape,
  outputs: Float32Array,
  count: number,
): Pick<Evidence, 'classShares' | 'recalls'> {
  if (task === 'regression') return { classShares: [], recalls: [] };
  const { units, activation } = outputLayer(shape);
  const classes = Math.max(2, units);
  const seen = new Float64Array(classes);
  const found = new Float64Array(classes);
  for (let n = 0; n < count; n++) {
    const truth = classOf(activation, train.targets, n * units, units);
    seen[truth]! += 1;
    if (classOf(activation, outputs, n * units, units) === truth) found[truth]! += 1;
  }
  return {
    classShares: [...seen].map((members) => members / count),
    recalls: [...seen].map((members, k) => (members > 0 ? found[k]! / members : 1)),
  };
}
