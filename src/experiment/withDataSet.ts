/**
 * Changes that affect other settings: another data set, loss, output or optimiser. Each function takes a valid Experiment and returns
 * a valid one. What was set by hand is kept where it still fits; what was at the old set's default gets the new set's
 * default.
 */
import { DATA_SETS, type DataSetName } from '#datasets/registry.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import type { Loss, OptimizerName, OutputActivation } from '#nn/vocabulary.ts';
import { checkExperiment } from './checkExperiment.ts';
import { defaultExperiment } from './defaults.ts';
import type { Experiment } from './experiment.ts';
import { defaultLoss, defaultOutput, LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';

/** The title is dropped: it described the old set. The data's seed, serving and view are kept. */
export function switchDataSet(experiment: Experiment, set: DataSetName): Experiment {
  if (set === experiment.data.set) return experiment;
  const from = DATA_SETS[experiment.data.set];
  const to = DATA_SETS[set];
  const before = defaultExperiment(experiment.data.set);
  const fresh = defaultExperiment(set);
  const { data, network, training } = experiment;
  const bothPlanes = from.kind === 'plane' && to.kind === 'plane';
  // A network for 784 pixels does not suit the plane, nor the other way round.
  const sameScale = (from.kind === 'image') === (to.kind === 'image');
  const sameTask = from.task === to.task;

  const { title: _dropped, ...untitled } = experiment;
  const switched: Experiment = {
    ...untitled,
    data: bothPlanes
      ? { ...data, set, samples: kept(data.samples, before.data.samples, fresh.data.samples) }
      : { ...fresh.data, seed: data.seed },
    network: {
      ...network,
      seed: kept(network.seed, before.network.seed, fresh.network.seed),
      hidden: sameScale
        ? kept(network.hidden, before.network.hidden, fresh.network.hidden)
        : fresh.network.hidden,
      output: sameTask ? network.output : fresh.network.output,
    },
    training: {
      ...(sameScale
        ? {
            ...training,
            optimizer: kept(training.optimizer, before.training.optimizer, fresh.training.optimizer),
            batchSize: kept(training.batchSize, before.training.batchSize, fresh.training.batchSize),
          }
        : fresh.training),
      loss: sameTask ? training.loss : fresh.training.loss,
    },
  };
  // Features may widen a network that was at its limit already: then the set's default layers are used.
  if (checkExperiment(switched).length === 0) return switched;
  return { ...switched, network: { ...switched.network, hidden: fresh.network.hidden } };
}

/** Another loss; the output stays if it may, else becomes the one that goes with it. No change if the set has no such loss. */
export function switchLoss(experiment: Experiment, loss: Loss): Experiment {
  if (!LOSSES_OF_TASK[DATA_SETS[experiment.data.set].task].includes(loss)) return experiment;
  const { activation } = experiment.network.output;
  const fits = OUTPUTS_OF_LOSS[loss].includes(activation);
  return withOutput(experiment, loss, fits ? activation : defaultOutput(experiment.data.set, loss));
}

/** Another output; the loss stays if it may, else becomes the one that goes with it. No change if the set has no such output. */
export function switchOutput(experiment: Experiment, activation: OutputActivation): Experiment {
  if (!outputsOf(experiment.data.set).includes(activation)) return experiment;
  const { loss } = experiment.training;
  const fits = OUTPUTS_OF_LOSS[loss].includes(activation);
  return withOutput(experiment, fits ? loss : defaultLoss(experiment.data.set, activation), activation);
}

/** Another optimiser. A rate at its default follows it; one set by hand stays. */
export function switchOptimizer(experiment: Experiment, name: OptimizerName): Experiment {
  const { name: before, learningRate } = experiment.training.optimizer;
  if (name === before) return experiment;
  const isDefault = learningRate === OPTIMIZER_RULES[before].learningRate;
  const optimizer = { name, learningRate: isDefault ? OPTIMIZER_RULES[name].learningRate : learningRate };
  return { ...experiment, training: { ...experiment.training, optimizer } };
}

/** Outputs that the menu offers for this data set. */
export function outputsOf(set: DataSetName): readonly OutputActivation[] {
  return OUTPUTS_OF_TASK[DATA_SETS[set].task];
}

function withOutput(experiment: Experiment, loss: Loss, activation: OutputActivation): Experiment {
  const switched: Experiment = {
    ...experiment,
    network: { ...experiment.network, output: { activation } },
    training: { ...experiment.training, loss },
  };
  // Softmax has more output units than tanh: a network at the limit has no room for them.
  return checkExperiment(switched).length === 0 ? switched : experiment;
}

/** The present value if it differs from the old default, else the new default. */
function kept<T>(present: T, oldDefault: T, newDefault: T): T {
  return JSON.stringify(present) === JSON.stringify(oldDefault) ? newDefault : present;
}
