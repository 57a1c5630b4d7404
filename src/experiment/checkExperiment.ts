/**
 * Rules across several fields of an Experiment that already passes the schema: loss against output and data set, number of
 * samples, size of the network. Used by edit commands and parser.
 */
import { DATA_SETS } from '#datasets/registry.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Experiment } from './experiment.ts';
import { problemAt, type ExperimentProblem } from './ExperimentError.ts';
import { LIMITS } from './limits.ts';
import { networkShape } from './networkShape.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';

const OUTPUT = 'network.output.activation';

/** All problems; empty where the Experiment can be run. */
export function checkExperiment(experiment: Experiment): ExperimentProblem[] {
  return [
    ...dataProblems(experiment),
    ...outputProblems(experiment),
    ...sizeProblems(experiment),
    ...servingProblems(experiment),
    ...loadProblems(experiment),
  ];
}

function dataProblems({ data }: Experiment): ExperimentProblem[] {
  const facts = DATA_SETS[data.set];
  const { set } = data;
  const problems: ExperimentProblem[] = [];
  if (data.samples === 'all') {
    if (facts.kind === 'plane') {
      problems.push(problemAt('data.samples', failures.samplesAll({ set, ...facts.samples })));
    }
  } else if (data.samples < facts.samples.min || data.samples > facts.samples.max) {
    const failure = failures.samplesOutOfRange({ value: data.samples, set, ...facts.samples });
    problems.push(problemAt('data.samples', failure));
  }
  if (!facts.hasNoise && data.noise !== 0) {
    problems.push(problemAt('data.noise', failures.noiseOfMeasured({ value: data.noise, set })));
  }
  if (data.features && facts.kind !== 'plane') {
    problems.push(problemAt('data.features', failures.featuresOfTable({ set })));
  }
  return [...problems, ...namedTwice('data.features', data.features ?? [])];
}

function outputProblems({ data, network, training }: Experiment): ExperimentProblem[] {
  const { set } = data;
  const { task } = DATA_SETS[set];
  const { activation } = network.output;
  const { loss } = training;
  if (!LOSSES_OF_TASK[task].includes(loss)) {
    const options = LOSSES_OF_TASK[task].join(', ');
    return [problemAt('training.loss', failures.lossNeedsClasses({ loss, set, options }))];
  }
  if (!OUTPUTS_OF_TASK[task].includes(activation)) {
    const options = OUTPUTS_OF_TASK[task].join(', ');
    return [problemAt(OUTPUT, failures.outputOfValues({ activation, set, options }))];
  }
  if (!OUTPUTS_OF_LOSS[loss].includes(activation)) {
    const options = OUTPUTS_OF_LOSS[loss].join(', ');
    return [problemAt(OUTPUT, failures.outputOfLoss({ activation, loss, options }))];
  }
  return [];
}

function loadProblems({ load }: Experiment): ExperimentProblem[] {
  const { priorityMix } = load;
  if (priorityMix === 'one' || priorityMix.some((share) => share > 0)) return [];
  return [problemAt('load.priorityMix', failures.noShare())];
}

function sizeProblems(experiment: Experiment): ExperimentProblem[] {
  const count = parameterCount(networkShape(experiment));
  if (count <= LIMITS.parameters) return [];
  return [problemAt('network.hidden', failures.tooManyParameters({ count, most: LIMITS.parameters }))];
}

function servingProblems({ serving }: Experiment): ExperimentProblem[] {
  return (['preferredBatchSizes', 'allowedBatchSizes'] as const).flatMap((field) =>
    namedTwice(`serving.${field}`, serving[field]),
  );
}

function namedTwice(path: string, list: readonly (string | number)[]): ExperimentProblem[] {
  const twice = list.find((entry, i, all) => all.indexOf(entry) < i);
  return twice === undefined ? [] : [problemAt(path, failures.namedTwice({ path, name: String(twice) }))];
}
