/** Which rules of a challenge an experiment breaks, in words. */
import type { Experiment } from '#experiment/experiment.ts';
import { cost } from '#experiment/cost.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { conditionText } from '../conditions/conditionText.ts';
import { evaluateCondition, type Scope } from '../conditions/evaluateCondition.ts';
import { parseCondition } from '../conditions/parseCondition.ts';
import { settingLabel } from '../conditions/settingLabel.ts';
import type { Challenge } from './Challenge.ts';

/** The start, with everything that it leaves out. */
export const startOf = ({ start, title }: Challenge): Experiment =>
  parseExperiment({ ...start, title: title() });

/**
 * @returns the pinned settings that differ from the start, and the conditions that do not hold; empty where all is well
 * @example brokenRules(challenge, experiment) // ['Noise', 'Parameters at most 25']
 */
export function brokenRules(challenge: Challenge, experiment: Experiment): string[] {
  const start = startOf(challenge);
  const pins = challenge.pinned
    .map((path) => path.split('.'))
    .filter((path) => !isSameJson(valueAt(start, path), valueAt(experiment, path)))
    .map(settingLabel);
  const scope = settingsOnly(experiment);
  const rules = challenge.rules
    .map((rule) => parseCondition(rule))
    .filter((rule) => evaluateCondition(rule, scope) !== true)
    .map(conditionText);
  return [...pins, ...rules];
}

/** What can be said of an experiment before anything runs. */
function settingsOnly(experiment: Experiment): Scope {
  const { parameters, units } = cost(experiment);
  const now = { experiment, values: { parameters, units } };
  return { now, before: now, best: {}, runs: new Map(), trials: [] };
}

function valueAt(experiment: Experiment, path: readonly string[]): unknown {
  let value: unknown = experiment;
  for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}
