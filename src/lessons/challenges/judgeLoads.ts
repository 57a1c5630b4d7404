/** A challenge of serving, judged by the reports of its loads. */
import type { Experiment } from '#experiment/experiment.ts';
import type { LoadReport } from '#protocol/load.ts';
import { evaluateCondition, type Scope } from '../conditions/evaluateCondition.ts';
import { isBusy } from '../conditions/isBusy.ts';
import type { Observation } from '../conditions/Observation.ts';
import { parseCondition } from '../conditions/parseCondition.ts';
import { servingValues } from '../conditions/servingValues.ts';
import type { Challenge } from './Challenge.ts';
import { scoreOf, type Judged } from './judgeChallenge.ts';

/** What one of these is measured with: the player's settings, the same one by one, or what the server can do. */
export type LoadName = 'oneByOne' | 'capacity' | 'mine';

/** Loads that a challenge compares, by the names in its score and goal. */
export const loadsOf = ({ score, reach = '' }: Challenge): LoadName[] =>
  (['oneByOne', 'capacity', 'mine'] as const).filter(
    (name) => `${score} ${reach}`.includes(`'${name}'`) || name === 'mine',
  );

/** @returns 'busy' where so many requests were sent late that the machine was measured, not the server */
export function judgeLoads(
  challenge: Challenge,
  experiment: Experiment,
  reports: Readonly<Partial<Record<LoadName, LoadReport>>>,
): Judged | 'busy' {
  const observe = (report: LoadReport | undefined): Observation => ({
    experiment,
    values: report ? servingValues(report) : {},
  });
  const now = observe(reports.mine);
  const runs = new Map(Object.entries(reports).map(([name, report]) => [name, observe(report)]));
  const scope: Scope = { now, before: now, best: {}, runs, trials: [] };
  const reach = challenge.reach === undefined ? null : parseCondition(challenge.reach);
  const score = parseCondition(challenge.score, 'number');
  if ([score, ...(reach ? [reach] : [])].some((tree) => isBusy(tree, scope))) return 'busy';
  const isReached = reach === null || evaluateCondition(reach, scope) === true;
  return { score: isReached ? scoreOf(challenge, scope) : null, epochs: 0 };
}
