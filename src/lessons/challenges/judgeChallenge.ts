/**
 * Computes the score of an experiment in a challenge, by training it again from its seed. In slices, so that a page stays smooth; of digits and loads the
 * page measures instead (`commands/`). Whatever a link claims, this is the score.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { ConditionWatch } from '../conditions/ConditionWatch.ts';
import { evaluateCondition, type Scope } from '../conditions/evaluateCondition.ts';
import { parseCondition } from '../conditions/parseCondition.ts';
import { ReferenceRun } from '../reference/ReferenceRun.ts';
import type { Challenge } from './Challenge.ts';

/** `score` is null where what must be reached was not; `epochs` are those that it took. */
export interface Judged {
  readonly score: number | null;
  readonly epochs: number;
}

/** Weight seeds of the challenge that takes any. */
export const SEEDS = 20;
const ALWAYS = 'epoch >= 0';

/**
 * Yields the share that is done, about every few milliseconds of work.
 * @param parameters of a challenge by weights: those that were set
 * @param epochs where it is known that so many suffice; at most those of the challenge
 */
export function* judgeChallenge(
  challenge: Challenge,
  experiment: Experiment,
  { parameters, epochs = challenge.epochs }: { parameters?: Float32Array; epochs?: number } = {},
): Generator<number, Judged> {
  const most = Math.min(epochs, challenge.epochs);
  switch (challenge.judge) {
    case 'reference':
      return yield* judgeRun(challenge, experiment, most);
    case 'seeds':
      return yield* judgeSeeds(challenge, experiment);
    case 'weights': {
      const run = new ReferenceRun(experiment, parameters);
      const watch = watchOf(challenge, run);
      return { score: scoreOf(challenge, watch.scope!), epochs: 0 };
    }
    default:
      return { score: null, epochs: 0 };
  }
}

function* judgeRun(challenge: Challenge, experiment: Experiment, epochs: number): Generator<number, Judged> {
  const run = new ReferenceRun(experiment);
  const watch = watchOf(challenge, run);
  const isRace = challenge.reach !== undefined;
  let best: Judged = { score: isRace ? null : scoreOf(challenge, watch.scope!), epochs: 0 };
  while (run.metrics().epoch < epochs) {
    if (challenge.everyStep) run.trainSteps(1);
    else run.trainEpoch();
    const seen = run.observe();
    const isReached = watch.see(seen) === 'met';
    const at = Math.ceil(Number(seen.values.epoch));
    const score = isReached ? scoreOf(challenge, watch.scope!) : null;
    if (isReached && isRace) return { score, epochs: at };
    if (score !== null && isBetter(challenge, score, best.score)) best = { score, epochs: at };
    if (seen.values.stopped === true) break;
    yield at / epochs;
  }
  return best;
}

/** All seeds are runs of one watch, so that the score can count them. */
function* judgeSeeds(challenge: Challenge, experiment: Experiment): Generator<number, Judged> {
  const watch = new ConditionWatch(challenge.reach ?? ALWAYS);
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = new ReferenceRun({ ...experiment, network: { ...experiment.network, seed } });
    while (run.metrics().epoch < challenge.epochs) {
      run.trainEpoch();
      yield (seed - 1 + run.metrics().epoch / challenge.epochs) / SEEDS;
    }
    watch.see(run.observe());
  }
  return { score: scoreOf(challenge, watch.scope!), epochs: challenge.epochs };
}

function watchOf({ reach = ALWAYS }: Challenge, run: ReferenceRun): ConditionWatch {
  const watch = new ConditionWatch(reach);
  watch.see(run.observe());
  return watch;
}

/** The score in what was observed; null where it is not known. */
export function scoreOf({ score }: Challenge, scope: Scope): number | null {
  const value = evaluateCondition(parseCondition(score, 'number'), scope);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export const isBetter = (
  { better }: Pick<Challenge, 'better'>,
  score: number,
  than: number | null,
): boolean => than === null || (better === 'fewer' ? score < than : score > than);

/** How many of the three marks a score reaches. */
export const marksReached = (challenge: Challenge, score: number | null): number =>
  score === null
    ? 0
    : challenge.marks.filter((mark) => score === mark || isBetter(challenge, score, mark)).length;
