/**
 * What a link has to hold of an Experiment: its data set, and whatever differs from that set's default experiment, so
 * that a link stays short enough for a chat. `parseExperiment` fills in the rest. So the defaults are part of what a
 * version of the experiment means: whoever changes one raises EXPERIMENT_VERSION and lets a migration put the old one.
 */
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment, ExperimentInput } from '../spec/experiment.ts';

/** @param experiment a valid one; `parseExperiment` of the result gives it back */
export function compact(experiment: Experiment): ExperimentInput {
  const { version, title, data, network, training, serving, load, view } = experiment;
  const defaults = defaultExperiment(data.set);
  const isDefaultOutput =
    network.output.activation === defaults.network.output.activation &&
    training.loss === defaults.training.loss;

  const networkPart = changed(network, defaults.network);
  const trainingPart = changed(training, defaults.training);
  if (!isDefaultOutput) {
    // Where only one of them is given, the other follows from it: so both are, or neither.
    networkPart.output = network.output;
    trainingPart.loss = training.loss;
  }
  const parts = {
    // The set is what the rest differs from; the circle goes without saying.
    data:
      data.set === 'circle'
        ? changed(data, defaults.data)
        : { set: data.set, ...changed(data, defaults.data) },
    network: networkPart,
    training: trainingPart,
    serving: changed(serving, defaults.serving),
    load: changed(load, defaults.load),
    view: changed(view, defaults.view),
  };
  const filled = Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0));
  return { version, ...(title === undefined ? {} : { title }), ...filled };
}

/** Members of the first that the second has not, or has with another value. Lists and objects go whole. */
function changed<T extends object>(present: T, defaults: T): Partial<T> {
  const entries = Object.entries(present) as [keyof T, unknown][];
  return Object.fromEntries(
    entries.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key])),
  ) as Partial<T>;
}
