/**
 * The part of an Experiment that a link contains: its data set and what differs from that set's default experiment, so
 * that a link fits into a chat. `parseExperiment` fills in the rest. Defaults are thus part of the format: a change of
 * one needs a new EXPERIMENT_VERSION and a migration that restores the old one.
 */
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';

/**
 * @param experiment a valid one
 * @returns a value from which `parseExperiment` restores it
 */
export function compact(experiment: Experiment): ExperimentInput {
  const { version, title, note, tryThis, data, network, training, serving, load, view, sweep } = experiment;
  const defaults = defaultExperiment(data.set, data);
  // Somebody's own content is no default, whatever it is: it is written where it differs from what the set opens with.
  const plainData = defaultExperiment(data.set).data;
  const isDefaultOutput =
    network.output.activation === defaults.network.output.activation &&
    training.loss === defaults.training.loss;

  const networkPart = changed(network, defaults.network);
  const trainingPart: ExperimentInput['training'] & object = changed(training, defaults.training);
  // Of these parts, only what is set: the parser fills in the rest.
  if (trainingPart.clip) trainingPart.clip = changed(training.clip, defaults.training.clip);
  if (trainingPart.stop) trainingPart.stop = changed(training.stop, defaults.training.stop);
  if (!isDefaultOutput) {
    // Where only one of them is given, the other follows from it: so both are written, or neither.
    networkPart.output = network.output;
    trainingPart.loss = training.loss;
  }
  const parts = {
    // The default set is left out; the rest is the difference from the set's defaults.
    data: data.set === 'circle' ? changed(data, plainData) : { set: data.set, ...changed(data, plainData) },
    network: networkPart,
    training: trainingPart,
    serving: changed(serving, defaults.serving),
    load: changed(load, defaults.load),
    view: changed(view, defaults.view),
  };
  const filled = Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0));
  const texts = Object.entries({ title, note, tryThis }).filter(([, text]) => text !== undefined);
  // Kept whole: what a sweep opens with may change without changing what a link means.
  const own = sweep === undefined ? {} : { sweep };
  return { version, ...Object.fromEntries(texts), ...filled, ...own };
}

/** Members of the first that the second lacks or has with another value. Lists and objects are kept whole. */
function changed<T extends object>(present: T, defaults: T): Partial<T> {
  const entries = Object.entries(present) as [keyof T, unknown][];
  return Object.fromEntries(
    entries.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key])),
  ) as Partial<T>;
}
