/**
 * Changes that affect other settings: another data set, loss, output, optimiser or schedule. Each function takes a valid Experiment and returns
 * a valid one. What was set by hand is kept where it still fits; what was at the old set's default gets the new set's
 * default.
 */
import type { DataSetName } from '#datasets/registry.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import type { Loss, OptimizerName, OutputActivation, ScheduleName, Task } from '#nn/vocabulary.ts';
import { checkExperiment } from './checkExperiment.ts';
import { factsOf } from './dataFacts.ts';
import { defaultExperiment } from './defaults.ts';
import type { DataSpec, Experiment } from './experiment.ts';
import { defaultLoss, defaultOutput, LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';

/** Another set, with its own content at its default. The title is dropped: it described the old set. */
export function switchDataSet(experiment: Experiment, set: DataSetName): Experiment {
  if (set === experiment.data.set) return experiment;
  const { data } = experiment;
  const fresh = defaultExperiment(set).data;
  const before = defaultExperiment(data.set, data).data;
  const to = factsOf(fresh);
  if (factsOf(data).kind !== 'plane' || to.kind !== 'plane') {
    return switchData(experiment, { ...fresh, seed: data.seed });
  }
  return switchData(experiment, {
    ...fresh,
    // Drawn points are as many as there are.
    samples: fresh.samples === 'all' ? 'all' : kept(data.samples, before.samples, fresh.samples),
    noise: to.hasNoise ? data.noise : fresh.noise,
    trainShare: data.trainShare,
    seed: data.seed,
    ...(data.features ? { features: data.features } : {}),
  });
}

/**
 * Other data, of the same set or another: network and training follow as far as they must. Serving and view are kept.
 * @param data valid in itself
 */
export function switchData(experiment: Experiment, data: DataSpec): Experiment {
  const from = factsOf(experiment.data);
  const to = factsOf(data);
  const before = defaultExperiment(experiment.data.set, experiment.data);
  const fresh = defaultExperiment(data.set, data);
  const { network, training } = experiment;
  const isSameSet = data.set === experiment.data.set;
  // A network for 784 pixels does not suit the plane, nor the other way round.
  const sameScale = (from.kind === 'image') === (to.kind === 'image');
  const sameTask = from.task === to.task;

  const { title: _dropped, ...untitled } = experiment;
  const switched: Experiment = {
    ...(isSameSet ? experiment : untitled),
    data,
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
  if (!LOSSES_OF_TASK[factsOf(experiment.data).task].includes(loss)) return experiment;
  const { activation } = experiment.network.output;
  const fits = OUTPUTS_OF_LOSS[loss].includes(activation);
  return withOutput(experiment, loss, fits ? activation : defaultOutput(factsOf(experiment.data), loss));
}

/** Another output; the loss stays if it may, else becomes the one that goes with it. No change if the set has no such output. */
export function switchOutput(experiment: Experiment, activation: OutputActivation): Experiment {
  if (!outputsOf(factsOf(experiment.data)).includes(activation)) return experiment;
  const { loss } = experiment.training;
  const fits = OUTPUTS_OF_LOSS[loss].includes(activation);
  return withOutput(experiment, fits ? loss : defaultLoss(factsOf(experiment.data), activation), activation);
}

/** Another optimiser. A rate at its default follows it; one set by hand stays. */
export function switchOptimizer(experiment: Experiment, name: OptimizerName): Experiment {
  const { name: before, learningRate } = experiment.training.optimizer;
  if (name === before) return experiment;
  const isDefault = learningRate === OPTIMIZER_RULES[before].learningRate;
  const optimizer = { name, learningRate: isDefault ? OPTIMIZER_RULES[name].learningRate : learningRate };
  return { ...experiment, training: { ...experiment.training, optimizer } };
}

/** Another schedule, from its own defaults; a warm-up stays, since it goes before any. */
export function switchSchedule(experiment: Experiment, name: ScheduleName): Experiment {
  const { schedule } = experiment.training;
  if (name === schedule.name) return experiment;
  const next = { name, ...(schedule.warmup === undefined ? {} : { warmup: schedule.warmup }) };
  return { ...experiment, training: { ...experiment.training, schedule: next } };
}

/** Outputs that the menu offers for data with these facts. */
export function outputsOf({ task }: { readonly task: Task }): readonly OutputActivation[] {
  return OUTPUTS_OF_TASK[task];
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
