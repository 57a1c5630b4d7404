/**
 * Rules across several fields of an Experiment that already passes the schema: loss against output and data set, number of
 * samples, size of the network. Used by edit commands and parser.
 */
import { isOwnSet, OWN_SET_NAMES } from '#datasets/registry.ts';
import type { FormulaError } from '#formula/FormulaError.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { factsOf } from './dataFacts.ts';
import type { Experiment } from './experiment.ts';
import { problemAt, type ExperimentProblem } from './ExperimentError.ts';
import { pointsFault } from './drawnPoints.ts';
import { featureProblem } from './features.ts';
import { formulaProblem } from './formulaData.ts';
import { LIMITS } from './limits.ts';
import { tableFault } from './tableData.ts';
import { networkShape } from './networkShape.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from './output.ts';

const OUTPUT = 'network.output.activation';

/** All problems; empty where the Experiment can be run. */
export function checkExperiment(experiment: Experiment): ExperimentProblem[] {
  // The other rules ask for facts of the data, which must be sound for that.
  const own = ownDataProblems(experiment);
  if (own.length > 0) return own;
  return [
    ...dataProblems(experiment),
    ...outputProblems(experiment),
    ...sizeProblems(experiment),
    ...servingProblems(experiment),
    ...loadProblems(experiment),
  ];
}

/** With the place in the text, so that a field can mark it. */
function formulaFault(path: string, { failure, at, expected }: FormulaError): ExperimentProblem {
  return { ...problemAt(path, failures.wrongFormula({ path, why: failure })), at, expected };
}

/** The content of an own set is there, sound, and the only one. */
function ownDataProblems({ data }: Experiment): ExperimentProblem[] {
  const { set } = data;
  const foreign = OWN_SET_NAMES.filter((own) => own !== set && data[own] !== undefined).map((own) => {
    const path = `data.${own}`;
    return problemAt(path, failures.contentOfOther({ path, own, set }));
  });
  if (foreign.length > 0 || !isOwnSet(set)) return foreign;
  const path = `data.${set}`;
  if (data[set] === undefined) return [problemAt(path, failures.contentMissing({ path }))];
  return [...drawnProblems(data), ...formulaProblems(data), ...tableProblems(data)];
}

function drawnProblems({ drawn }: Experiment['data']): ExperimentProblem[] {
  const fault = drawn && pointsFault(drawn);
  if (!fault) return [];
  const path = 'data.drawn.points';
  return [problemAt(path, failures.wrongPoint({ path, number: fault.at + 1 }))];
}

function tableProblems({ table }: Experiment['data']): ExperimentProblem[] {
  const fault = table && tableFault(table);
  if (!fault) return [];
  const path = 'data.table';
  if (fault === 'width')
    return [problemAt(path, failures.tableTooWide({ path, most: LIMITS.tableColumns.max }))];
  return [
    problemAt(path, fault === 'rows' ? failures.tableTooShort({ path }) : failures.wrongCells({ path })),
  ];
}

function formulaProblems({ formula }: Experiment['data']): ExperimentProblem[] {
  const fault = formula && formulaProblem(formula);
  if (!fault) return [];
  const path = 'data.formula.text';
  if (typeof fault !== 'string') return [formulaFault(path, fault)];
  const make = fault === 'formulaZero' ? failures.formulaZero : failures.formulaNowhere;
  return [problemAt(path, make({ path }))];
}

function dataProblems({ data }: Experiment): ExperimentProblem[] {
  const facts = factsOf(data);
  const { set } = data;
  const problems: ExperimentProblem[] = [];
  if (set === 'drawn') {
    if (data.samples !== 'all') problems.push(problemAt('data.samples', failures.samplesOfDrawn()));
  } else if (data.samples === 'all') {
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
  if (facts.kind === 'plane') {
    for (const [i, feature] of (data.features ?? []).entries()) {
      const fault = featureProblem(feature, facts.columns);
      if (fault) problems.push(formulaFault(`data.features[${i}]`, fault));
    }
  }
  return [...problems, ...namedTwice('data.features', data.features ?? [])];
}

function outputProblems({ data, network, training }: Experiment): ExperimentProblem[] {
  const { set } = data;
  const { task } = factsOf(data);
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
