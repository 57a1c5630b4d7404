/** One sentence: what the last score was, what a link claims, or which rules the settings break. */
import { useStore } from 'zustand';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { marksReached } from '#lessons/challenges/judgeChallenge.ts';
import { scoreText } from '#lessons/challenges/scoreText.ts';
import * as say from '#messages/generated/challenge.ts';
import { challengeStore, type Claim, type Found } from '#state/challengeStore.ts';

interface ChallengeResultProps {
  readonly challenge: Challenge;
  /** Rules that the present settings break. */
  readonly broken: readonly string[];
}

export function ChallengeResult({ challenge, broken }: ChallengeResultProps) {
  const { found, isBest, problem, claim, claimFound, bests } = useStore(challengeStore);
  const best = bests[challenge.id]?.score;
  if (problem !== null) return problem;
  if (broken.length > 0) return say.broken({ rules: broken.join(', ') });
  if (found) return ownText(challenge, found, isBest);
  if (claim) return claimText(challenge, claim, claimFound);
  if (challenge.judge === 'load') return say.machine();
  return best === undefined ? null : say.best({ score: scoreText(challenge, best) });
}

function ownText(challenge: Challenge, { score, broken }: Found, isBest: boolean): string {
  if (broken.length > 0) return say.broken({ rules: broken.join(', ') });
  if (score === null) return challenge.judge === 'weights' ? say.afterSteps() : say.notReached();
  const said = { score: scoreText(challenge, score), marks: marksReached(challenge, score) };
  return (isBest ? say.newBest : say.reached)(said);
}

/** A claim that the settings do not bear out is told as what it is; rounding in the link is no lie. */
function claimText(challenge: Challenge, { score: claimed }: Claim, found: Found | null): string {
  const said = { claimed: scoreText(challenge, claimed) };
  if (!found) return say.claimWaits(said);
  if (found.broken.length > 0) return say.claimBroken({ ...said, rules: found.broken.join(', ') });
  if (found.score === null) return say.claimNone(said);
  const score = scoreText(challenge, found.score);
  const isMeasured = challenge.judge === 'load';
  return isMeasured || isNear(found.score, claimed)
    ? say.claimChecked({ score })
    : say.claimWrong({ ...said, score });
}

const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 0.02 * Math.max(Math.abs(a), Math.abs(b));
