/**
 * Which loss goes with which output, and what the output looks like for a data set: how many units, and how a
 * class or value is written as a target. One table for the schema check, the menus, data encoding and the kernels.
 */
import { DATA_SETS, type DataSetName, type Task } from './dataSets.ts';
import type { Loss, OutputActivation } from './vocabulary.ts';

/** How a label becomes the target that the loss sees. */
export type TargetCoding =
  | 'signed' /* ±1; several classes: +1 for the class, −1 for the others */
  | 'zeroOne' /* 0 or 1; several classes: 1 for the class, 0 for the others (one-hot) */
  | 'value'; /* regression: the value itself, in [−1, 1] */

/** Outputs that each loss may stand on. Cross-entropies want probabilities; hinge wants a signed margin. */
export const OUTPUTS_OF_LOSS: Readonly<Record<Loss, readonly OutputActivation[]>> = {
  halfSquaredError: ['linear', 'tanh', 'sigmoid', 'softmax'],
  meanSquaredError: ['linear', 'tanh', 'sigmoid', 'softmax'],
  huber: ['linear', 'tanh', 'sigmoid', 'softmax'],
  hinge: ['linear', 'tanh'],
  binaryCrossentropy: ['sigmoid'],
  categoricalCrossentropy: ['softmax'],
};

/** Outputs that make sense for a task: a regression value needs a signed range. */
export const OUTPUTS_OF_TASK: Readonly<Record<Task, readonly OutputActivation[]>> = {
  binary: ['linear', 'tanh', 'sigmoid', 'softmax'],
  multiclass: ['linear', 'tanh', 'sigmoid', 'softmax'],
  regression: ['linear', 'tanh'],
};

export const LOSSES_OF_TASK: Readonly<Record<Task, readonly Loss[]>> = {
  binary: [
    'halfSquaredError',
    'meanSquaredError',
    'huber',
    'hinge',
    'binaryCrossentropy',
    'categoricalCrossentropy',
  ],
  multiclass: [
    'halfSquaredError',
    'meanSquaredError',
    'huber',
    'hinge',
    'binaryCrossentropy',
    'categoricalCrossentropy',
  ],
  regression: ['halfSquaredError', 'meanSquaredError', 'huber'],
};

export interface OutputShape {
  readonly units: number;
  readonly activation: OutputActivation;
  readonly coding: TargetCoding;
}

/** Output of a network for a set: a binary set has one unit, except under softmax, where it has two. */
export function outputShape(set: DataSetName, activation: OutputActivation): OutputShape {
  const { task, classes } = DATA_SETS[set];
  if (task === 'regression') return { units: 1, activation, coding: 'value' };
  const units = task === 'binary' && activation !== 'softmax' ? 1 : classes.length;
  const coding = activation === 'sigmoid' || activation === 'softmax' ? 'zeroOne' : 'signed';
  return { units, activation, coding };
}

/** The output a loss gets where the Experiment names none. */
export function defaultOutput(set: DataSetName, loss: Loss): OutputActivation {
  const { task } = DATA_SETS[set];
  if (task === 'regression') return 'linear';
  switch (loss) {
    case 'binaryCrossentropy':
      return 'sigmoid';
    case 'categoricalCrossentropy':
      return 'softmax';
    case 'hinge':
      return 'linear';
    default:
      return task === 'multiclass' ? 'softmax' : 'tanh';
  }
}

/** The loss an output gets where the Experiment names an output but no loss. */
export function defaultLoss(set: DataSetName, activation?: OutputActivation): Loss {
  const { task } = DATA_SETS[set];
  if (task === 'regression') return 'halfSquaredError';
  if (activation === 'sigmoid') return 'binaryCrossentropy';
  if (activation === 'softmax') return 'categoricalCrossentropy';
  if (activation === undefined && task === 'multiclass') return 'categoricalCrossentropy';
  return 'halfSquaredError';
}
