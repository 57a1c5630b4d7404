/** All challenges with their marks and the reader's best. */
import { useStore } from 'zustand';
import { openChallenge } from '#commands/challenges.ts';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { CHALLENGES } from '#lessons/challenges/challenges.ts';
import { marksReached } from '#lessons/challenges/judgeChallenge.ts';
import { scoreText } from '#lessons/challenges/scoreText.ts';
import * as say from '#messages/generated/challenge.ts';
import { challengeStore } from '#state/challengeStore.ts';
import { MarksLine } from '../challenge/MarksLine.tsx';
import './Challenges.css';

export function ChallengesSection() {
  const bests = useStore(challengeStore, (state) => state.bests);
  const bestOf = ({ id }: Challenge): number | null => bests[id]?.score ?? null;
  const reached = CHALLENGES.reduce((sum, challenge) => sum + marksReached(challenge, bestOf(challenge)), 0);
  return (
    <section className="learn-section challenges">
      <div className="learn-head">
        <h1>{say.challenges()}</h1>
        <span className="learn-note challenges-count">
          {say.marksOf({ reached, all: 3 * CHALLENGES.length })}
        </span>
      </div>
      <p className="learn-note">{say.about()}</p>
      <ul>
        {CHALLENGES.map((challenge) => (
          <ChallengeLine key={challenge.id} challenge={challenge} best={bestOf(challenge)} />
        ))}
      </ul>
    </section>
  );
}

function ChallengeLine({ challenge, best }: { readonly challenge: Challenge; readonly best: number | null }) {
  const [title, goal] = [challenge.title(), challenge.goal()];
  return (
    <li className="challenge">
      <button
        type="button"
        className="challenge-open"
        aria-label={say.open({ title, goal })}
        onClick={() => openChallenge(challenge)}
      >
        <span className="challenge-head">
          <b>{title}</b>
          <span data-tried={best !== null || undefined}>
            {best === null ? say.notTried() : scoreText(challenge, best)}
          </span>
        </span>
        <span className="challenge-goal">{goal}</span>
      </button>
      <MarksLine challenge={challenge} own={best} />
    </li>
  );
}
