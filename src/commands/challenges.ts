/** Opens challenges, scores the present settings, and makes links of scores. Leaving brings back what stood before. */
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { challengeOf } from '#lessons/challenges/challenges.ts';
import { isBetter, type Judged } from '#lessons/challenges/judgeChallenge.ts';
import { brokenRules, startOf } from '#lessons/challenges/rulesOf.ts';
import { reasonOf } from '#messages/Failure.ts';
import * as failures from '#messages/generated/challengeErrors.ts';
import { encodeLink } from '#share/encodeLink.ts';
import {
  challengeLeft,
  challengeOpened,
  challengeStore,
  claimScored,
  ownScored,
  scoring,
  scoringFailed,
  type Claim,
  type Found,
} from '#state/challengeStore.ts';
import { experimentStore, openExperiment, setExperiment } from '#state/experimentStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { learnStore } from '#state/learnStore.ts';
import { challengeFragment } from './challengeLink.ts';
import type { Commands } from './Commands.ts';
import { leaveLesson } from './lessons.ts';
import { scoreChallenge, type ScoreSettings } from './scoreChallenge.ts';

type Needed = Pick<Commands, 'beginAgain' | 'trainOn' | 'measureLoad' | 'stopLoad' | 'pause'>;

/** What stood when the first challenge was opened. */
let outside: Experiment | null = null;
let control = new AbortController();

const present = (): Experiment => experimentStore.getState().experiment;

export function openChallenge(challenge: Challenge): void {
  if (learnStore.getState().lesson) leaveLesson();
  if (challengeStore.getState().id === null) outside = present();
  openExperiment(startOf(challenge));
  challengeOpened(challenge.id);
}

/** What stood before comes back; of a link, what it opened stays. */
export function leaveChallenge(): void {
  stopScoring();
  challengeLeft();
  if (outside) setExperiment(outside);
  outside = null;
}

/** Ends what is computed or measured. */
export function stopScoring(): void {
  control.abort();
  scoring(null);
}

/** The challenge under way; undefined where a link names one that this version does not have. */
export const presentChallenge = (): Challenge | undefined => challengeOf(challengeStore.getState().id ?? '');

/**
 * Scores the present settings. Where they are those of the link that was opened, the score is that of the link; else it is the reader's, and is kept
 * where it is their best.
 */
export async function scorePresent(commands: Needed): Promise<void> {
  const challenge = presentChallenge();
  if (!challenge) return;
  const experiment = present();
  const { claim } = challengeStore.getState();
  if (claim && isOf(claim, experiment)) return scoreClaim(commands, challenge, claim);
  const broken = brokenRules(challenge, experiment);
  if (broken.length > 0) return ownScored(challenge.id, { score: null, broken }, null);
  const parameters = weightsByHand(challenge);
  if (challenge.judge === 'weights' && !parameters) {
    return ownScored(challenge.id, { score: null, broken }, null);
  }
  const judged = await score(commands, challenge, { experiment, ...(parameters ? { parameters } : {}) });
  if (judged) await keepOwn(challenge, experiment, parameters, judged);
}

/** Computes what a link claims. */
export async function scoreClaim(commands: Needed, challenge: Challenge, claim: Claim): Promise<void> {
  const { experiment, parameters, epochs } = claim;
  const broken = brokenRules(challenge, experiment);
  if (broken.length > 0) return claimScored({ score: null, broken });
  const judged = await score(commands, challenge, {
    experiment,
    epochs,
    ...(parameters && challenge.judge === 'weights' ? { parameters } : {}),
  });
  if (judged) claimScored({ score: judged.score, broken: [] });
}

/** Whether an experiment is the one of the link, apart from its words and views. */
export const isOf = ({ experiment }: Claim, other: Experiment): boolean =>
  (['data', 'network', 'training', 'serving', 'load'] as const).every((part) =>
    isSameJson(experiment[part], other[part]),
  );

async function score(
  commands: Needed,
  challenge: Challenge,
  settings: Pick<ScoreSettings, 'experiment' | 'parameters' | 'epochs'>,
): Promise<Judged | null> {
  control.abort();
  control = new AbortController();
  const { signal } = control;
  scoring(0);
  try {
    return await scoreChallenge(commands, challenge, { ...settings, signal, onShare: scoring });
  } catch (error) {
    if (!signal.aborted) scoringFailed(reasonOf(error).text);
    return null;
  }
}

async function keepOwn(
  challenge: Challenge,
  experiment: Experiment,
  parameters: Float32Array | undefined,
  { score: found, epochs }: Judged,
): Promise<void> {
  const own: Found = { score: found, broken: [] };
  const before = challengeStore.getState().bests[challenge.id]?.score ?? null;
  if (found === null || !isBetter(challenge, found, before)) return ownScored(challenge.id, own, null);
  const link = await encodeLink(experiment, parameters && { parameters, epoch: 0, step: 0 });
  const fragment = challengeFragment({ id: challenge.id, epochs, score: found, link });
  ownScored(challenge.id, own, { score: found, fragment });
}

/** The weights on the screen, of a challenge by hand; after a step they are no longer set by hand. */
function weightsByHand({ judge }: Challenge): Float32Array | undefined {
  const { latest } = snapshotFeed;
  return judge === 'weights' && latest?.metrics.step === 0 ? latest.parameters.slice() : undefined;
}

/** The address that opens the best score; null where there is none. */
export function linkOfBest(challenge: Challenge, address: string): string | null {
  const best = challengeStore.getState().bests[challenge.id];
  return best ? new URL(`#${best.fragment}`, address).href : null;
}

/** Says what is wrong with a link whose challenge is not known. */
export const unknownChallenge = (id: string): string => failures.noChallenge({ id }).text;
