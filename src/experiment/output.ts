/**
 * Which loss goes with which output, and the output of a network for a data set: number of units and coding of the target. The only
 * source for schema check, menus, target coding, kernels and views.
 */
import type { DataSet } from '#datasets/DataSet.ts';
import { DATA_SETS, type GivenSetName } from '#datasets/registry.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import { isShare } from '#nn/classOf.ts';
import { LOSS_FUNCTIONS, takesLogits } from '#nn/losses.ts';
import { LOSSES, OUTPUT_ACTIVATIONS, type Task, type Loss, type OutputActivation } from '#nn/vocabulary.ts';

/** Coding of a label as a target of the loss. */
export type TargetCoding =
  | 'signed' /* ±1; several classes: +1 for the class, −1 for the others */
  | 'zeroOne' /* 0 or 1; several classes: 1 for the class, 0 for the others (one-hot) */
  | 'value'; /* regression: the value itself, in [−1, 1] */

/** Outputs that each loss may stand on. Cross-entropies want probabilities; hinge wants a signed margin. */
export const OUTPUTS_OF_LOSS = Object.fromEntries(
  LOSSES.map((loss) => {
    const { outputs } = LOSS_FUNCTIONS[loss];
    return [loss, outputs === 'any' ? OUTPUT_ACTIVATIONS : outputs];
  }),
) as unknown as Readonly<Record<Loss, readonly OutputActivation[]>>;

const lossesOf = (task: Task): Loss[] => LOSSES.filter((loss) => LOSS_FUNCTIONS[loss].tasks.includes(task));

export const LOSSES_OF_TASK: Readonly<Record<Task, readonly Loss[]>> = {
  binary: lossesOf('binary'),
  multiclass: lossesOf('multiclass'),
  regression: lossesOf('regression'),
};

/** Outputs that make sense for a task: a regression value needs a signed range. */
export const OUTPUTS_OF_TASK: Readonly<Record<Task, readonly OutputActivation[]>> = {
  binary: OUTPUT_ACTIVATIONS,
  multiclass: OUTPUT_ACTIVATIONS,
  regression: OUTPUT_ACTIVATIONS.filter((activation) => DESCRIBED_ACTIVATIONS[activation].range[0] < 0),
};

/** What is known of data for their output: facts, or the name of a set that Fanout brings. */
export type TaskOf = Pick<DataSet, 'task' | 'classes'> | GivenSetName;
const taskOf = (of: TaskOf): Pick<DataSet, 'task' | 'classes'> =>
  typeof of === 'string' ? DATA_SETS[of] : of;

export interface OutputShape {
  readonly units: number;
  readonly activation: OutputActivation;
  readonly coding: TargetCoding;
}

/** Output of a network for a set: a binary set has one unit, except under softmax, where it has two. */
export function outputShape(of: TaskOf, activation: OutputActivation): OutputShape {
  const { task, classes } = taskOf(of);
  if (task === 'regression') return { units: 1, activation, coding: 'value' };
  const units = task === 'binary' && activation !== 'softmax' ? 1 : classes.length;
  const coding = isShare(activation) ? 'zeroOne' : 'signed';
  return { units, activation, coding };
}

/** The output a loss gets where the Experiment names none. */
export function defaultOutput(of: TaskOf, name: Loss): OutputActivation {
  const { task } = taskOf(of);
  if (task === 'regression') return 'linear';
  const loss = LOSS_FUNCTIONS[name];
  if (loss.from !== 'outputs') return loss.outputs[0];
  return loss.defaultOutput ?? (task === 'multiclass' ? 'softmax' : 'tanh');
}

/** The loss an output gets where the Experiment names an output but no loss: its cross-entropy, if it has one. */
export function defaultLoss(of: TaskOf, activation?: OutputActivation): Loss {
  const { task } = taskOf(of);
  if (task === 'regression') return 'halfSquaredError';
  const output = activation ?? (task === 'multiclass' ? 'softmax' : 'tanh');
  return (
    LOSSES.find((loss) => takesLogits(loss) && OUTPUTS_OF_LOSS[loss].includes(output)) ?? 'halfSquaredError'
  );
}
