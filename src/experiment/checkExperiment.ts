/**
 * Rules across several fields of an Experiment that already passes the schema: loss against output and data set, number of
 * samples, size of the network. Used by edit commands and parser.
 */
import { DATA_SETS } from '#datasets/registry.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentProblem } from './ExperimentError.ts';
import { numberText, rangeText } from './explainIssue.ts';
import { LIMITS } from './limits.ts';
import { networkShape } from './networkShape.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';

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

function problem(path: string, rest: string): ExperimentProblem {
  return { path, message: `${path} ${rest}` };
}

function dataProblems({ data }: Experiment): ExperimentProblem[] {
  const facts = DATA_SETS[data.set];
  const problems: ExperimentProblem[] = [];
  if (data.samples === 'all') {
    if (facts.kind === 'plane') {
      problems.push(
        problem(
          'data.samples',
          `is “all”, but the points of ${data.set} are generated without end; it may be ${rangeText(facts.samples)}.`,
        ),
      );
    }
  } else if (data.samples < facts.samples.min || data.samples > facts.samples.max) {
    problems.push(
      problem(
        'data.samples',
        `is ${numberText(data.samples)}; for ${data.set} it may be ${rangeText(facts.samples)}.`,
      ),
    );
  }
  if (!facts.hasNoise && data.noise !== 0) {
    problems.push(
      problem(
        'data.noise',
        `is ${numberText(data.noise)}; ${data.set} is measured, not generated, so it must be 0.`,
      ),
    );
  }
  if (data.features && facts.kind !== 'plane') {
    problems.push(
      problem(
        'data.features',
        `is only for points of the plane; ${data.set} has its own inputs. Leave it out.`,
      ),
    );
  }
  const twice = data.features?.find((feature, i, all) => all.indexOf(feature) < i);
  if (twice !== undefined)
    problems.push(problem('data.features', `names ${twice} twice; each may be there once.`));
  return problems;
}

function outputProblems({ data, network, training }: Experiment): ExperimentProblem[] {
  const { task } = DATA_SETS[data.set];
  const { activation } = network.output;
  const { loss } = training;
  if (!LOSSES_OF_TASK[task].includes(loss)) {
    return [
      problem(
        'training.loss',
        `is ${loss}, which needs classes; ${data.set} has values, so it may be ${LOSSES_OF_TASK[task].join(', ')}.`,
      ),
    ];
  }
  if (!OUTPUTS_OF_TASK[task].includes(activation)) {
    return [
      problem(
        'network.output.activation',
        `is ${activation}, but the values of ${data.set} run from −1 to 1; it may be ${OUTPUTS_OF_TASK[task].join(', ')}.`,
      ),
    ];
  }
  if (!OUTPUTS_OF_LOSS[loss].includes(activation)) {
    return [
      problem(
        'network.output.activation',
        `is ${activation}, which does not go with training.loss ${loss}; it may be ${OUTPUTS_OF_LOSS[loss].join(', ')}.`,
      ),
    ];
  }
  return [];
}

function loadProblems({ load }: Experiment): ExperimentProblem[] {
  const { priorityMix } = load;
  if (priorityMix === 'one' || priorityMix.some((share) => share > 0)) return [];
  return [problem('load.priorityMix', 'has no share above 0, so that no request would be sent.')];
}

function sizeProblems(experiment: Experiment): ExperimentProblem[] {
  const count = parameterCount(networkShape(experiment));
  if (count <= LIMITS.parameters) return [];
  return [
    problem(
      'network.hidden',
      `makes a network of ${numberText(count)} parameters; it may have up to ${numberText(LIMITS.parameters)}. Use fewer units or layers.`,
    ),
  ];
}

function servingProblems({ serving }: Experiment): ExperimentProblem[] {
  return (['preferredBatchSizes', 'allowedBatchSizes'] as const).flatMap((field) => {
    const twice = serving[field].find((size, i, all) => all.indexOf(size) < i);
    return twice === undefined
      ? []
      : [problem(`serving.${field}`, `names ${numberText(twice)} twice; each may be there once.`)];
  });
}
