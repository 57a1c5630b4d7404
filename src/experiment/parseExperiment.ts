/**
 * Parser of untrusted JSON: returns an Experiment or throws an ExperimentError with the wrong field and its allowed values.
 * Order: plain copy → version and migrations → missing parts from the defaults of the named set → schema → rules.
 */
import { dataSetNamed, SET_NAMES, wordOfSet, type DataSetName } from '#datasets/registry.ts';
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import {
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  type Loss,
  type OptimizerName,
  type OutputActivation,
} from '#nn/vocabulary.ts';
import { checkExperiment } from './checkExperiment.ts';
import { copyJson, type Json } from './copyJson.ts';
import { factsOf } from './dataFacts.ts';
import { defaultExperiment } from './defaults.ts';
import { EXPERIMENT_VERSION, experimentSchema, type Experiment } from './experiment.ts';
import { ExperimentError, problemAt } from './ExperimentError.ts';
import { explainIssue, valueText } from './explainIssue.ts';
import { inOrder } from './features.ts';
import { migrate, type JsonObject } from './migrations.ts';
import { defaultLoss, defaultOutput } from './output.ts';
import { ownContent } from './ownContent.ts';
import { DEFAULT_SWEEP } from './sweepSpec.ts';

/**
 * @param input anything: parsed JSON, or an object from a script (`ExperimentInput`)
 * @throws ExperimentError, and nothing else
 */
export function parseExperiment(input: unknown): Experiment {
  const copy = copyJson(input);
  if (!isObject(copy)) throw wrong('', failures.isValue({ value: valueText(copy) }));
  const filled = fillMissing(withKnownSet(toPresentVersion(copy)));
  const result = experimentSchema.safeParse(filled);
  if (!result.success) {
    throw new ExperimentError(result.error.issues.flatMap((issue) => explainIssue(issue, filled)));
  }
  const experiment = inFeatureOrder(result.data);
  const problems = checkExperiment(experiment);
  if (problems.length > 0) throw new ExperimentError(problems);
  return experiment;
}

function toPresentVersion(copy: JsonObject): JsonObject {
  const version = copy['version'] ?? EXPERIMENT_VERSION;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw wrong('version', failures.badVersion({ value: valueText(version), newest: EXPERIMENT_VERSION }));
  }
  if (version > EXPERIMENT_VERSION) {
    throw wrong('version', failures.newerVersion({ version, newest: EXPERIMENT_VERSION }));
  }
  return migrate(copy, version, EXPERIMENT_VERSION);
}

/** Fills missing parts with defaults. Present ones stay, valid or not: the schema checks them. */
function fillMissing(input: JsonObject): JsonObject {
  const set = setOf(input['data']);
  const own = ownContent(set, input['data']);
  const defaults = defaultExperiment(set, own.valid);
  const facts = factsOf(defaults.data);
  const data = over(defaults.data, input['data']);
  if (isObject(data)) Object.assign(data, own.filled);
  const network = over(defaults.network, input['network']);
  const training = over(defaults.training, input['training']);

  // Loss and output imply each other where only one of them is given.
  const loss = member(input['training'], 'loss');
  const output = member(input['network'], 'output');
  const activation = member(output, 'activation');
  if (isObject(network)) {
    const follows = activation === undefined && isOneOf(LOSSES, loss);
    network['output'] = over(
      follows ? { activation: defaultOutput(facts, loss as Loss) } : defaults.network.output,
      output,
    );
  }
  if (isObject(training)) {
    training['optimizer'] = fillOptimizer(defaults, member(input['training'], 'optimizer'));
    for (const part of ['schedule', 'clip', 'stop'] as const) {
      training[part] = over(defaults.training[part], member(input['training'], part));
    }
    if (loss === undefined && isOneOf(OUTPUT_ACTIVATIONS, activation)) {
      training['loss'] = defaultLoss(facts, activation as OutputActivation);
    }
  }
  return {
    ...input,
    data,
    network,
    training,
    serving: over(defaults.serving, input['serving']),
    load: over(defaults.load, input['load']),
    view: over(defaults.view, input['view']),
    ...(input['sweep'] === undefined ? {} : { sweep: over(DEFAULT_SWEEP, input['sweep']) }),
  };
}

/** Hyper-parameters belong to their optimiser: another name starts from that one's own learning rate. */
function fillOptimizer(defaults: Experiment, given: Json | undefined): Json {
  const name = member(given, 'name');
  if (name === undefined || name === defaults.training.optimizer.name || !isOneOf(OPTIMIZERS, name)) {
    return over(defaults.training.optimizer, given);
  }
  return over({ name, learningRate: OPTIMIZER_RULES[name as OptimizerName].learningRate }, given);
}

function setOf(data: Json | undefined): DataSetName {
  const set = member(data, 'set');
  if (set === undefined) return 'circle';
  const named = dataSetNamed(set);
  if (named) return named;
  const options = SET_NAMES.map(wordOfSet).join(', ');
  throw wrong('data.set', failures.unknownSet({ value: valueText(set), options }));
}

/** Sets may be given by their name on the screen ("digits"); an Experiment holds the set's own name. */
function withKnownSet(input: JsonObject): JsonObject {
  const data = input['data'];
  const named = dataSetNamed(member(data, 'set'));
  return named && isObject(data) ? { ...input, data: { ...data, set: named } } : input;
}

/** The network has its features in one order, in whatever order they were chosen. */
function inFeatureOrder(experiment: Experiment): Experiment {
  const { features } = experiment.data;
  if (!features) return experiment;
  return { ...experiment, data: { ...experiment.data, features: inOrder(features) } };
}

function over(defaults: object, given: Json | undefined): Json {
  if (given === undefined) return { ...defaults };
  return isObject(given) ? { ...defaults, ...given } : given;
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isOneOf(names: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && names.includes(value);
}

function wrong(path: string, failure: Failure): ExperimentError {
  return new ExperimentError([problemAt(path, failure)]);
}
