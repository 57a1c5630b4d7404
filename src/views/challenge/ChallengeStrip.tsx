/**
 * The challenge under way, over the network: its goal and marks, what the settings break, and the score, which is computed again from the
 * seed. What a link claims is computed by itself where that costs little.
 */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import {
  isOf,
  leaveChallenge,
  linkOfBest,
  openChallenge,
  presentChallenge,
  scoreClaim,
  scorePresent,
  stopScoring,
  unknownChallenge,
} from '#commands/challenges.ts';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { brokenRules } from '#lessons/challenges/rulesOf.ts';
import { percentText } from '#messages/numberText.ts';
import * as say from '#messages/generated/challenge.ts';
import { challengeStore, scoreOutdated } from '#state/challengeStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { copyText } from '../copyText.ts';
import { useExperiment } from '../useExperiment.ts';
import { ChallengeResult } from './ChallengeResult.tsx';
import { MarksLine } from './MarksLine.tsx';
import './ChallengeStrip.css';

export function ChallengeStrip() {
  const id = useStore(challengeStore, (state) => state.id);
  const challenge = presentChallenge();
  if (id === null) return null;
  return (
    <section className="challenge-strip" aria-label={say.challenge()}>
      {challenge ? <Challenged key={id} challenge={challenge} /> : <p>{unknownChallenge(id)}</p>}
      <button
        type="button"
        className="button-plain"
        aria-label={say.leave()}
        title={say.leave()}
        onClick={leaveChallenge}
      >
        <X size={14} aria-hidden />
      </button>
    </section>
  );
}

function Challenged({ challenge }: { readonly challenge: Challenge }) {
  const commands = useCommands();
  const experiment = useExperiment((present) => present);
  const { share, bests, claim, claimFound } = useStore(challengeStore);
  const best = bests[challenge.id]?.score ?? null;
  const isFriends = claim !== null && isOf(claim, experiment);
  const broken = brokenRules(challenge, experiment);
  const isCheap = challenge.judge !== 'trainer' && challenge.judge !== 'load';
  useEffect(scoreOutdated, [experiment]);
  useEffect(() => {
    if (claim && isCheap) void scoreClaim(commands, challenge, claim);
    // Once for each link.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [claim]);
  return (
    <div className="challenge-body">
      <div className="challenge-words">
        <h2>{challenge.title()}</h2>
        <p>{challenge.goal()}</p>
      </div>
      <MarksLine challenge={challenge} own={best} friend={claimFound?.score ?? null} />
      <div className="challenge-act">
        {share === null ? (
          <button
            type="button"
            className="button-filled"
            aria-disabled={(broken.length > 0 && !isFriends) || undefined}
            onClick={() => void scorePresent(commands)}
          >
            {say.score()}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => stopWith(commands.stopLoad)}>
            {say.stop()}
          </button>
        )}
        {best !== null && share === null && (
          <button type="button" className="button" onClick={() => void copy(challenge)}>
            {say.copy()}
          </button>
        )}
        {broken.length > 0 && !isFriends && (
          <button type="button" className="button" onClick={() => openChallenge(challenge)}>
            {say.backToRules()}
          </button>
        )}
      </div>
      <p className="challenge-state" role="status">
        {share === null ? (
          <ChallengeResult challenge={challenge} broken={isFriends ? [] : broken} />
        ) : (
          (challenge.judge === 'load' ? say.measuring : say.working)({ share: percentText(share, 0) })
        )}
      </p>
    </div>
  );
}

function stopWith(stopLoad: () => void): void {
  stopScoring();
  stopLoad();
}

async function copy(challenge: Challenge): Promise<void> {
  const link = linkOfBest(challenge, location.href);
  const isCopied = link !== null && (await copyText(link));
  uiStore.setState({
    notice: isCopied ? { text: say.copied(), tone: 'plain' } : { text: say.notCopied(), tone: 'error' },
  });
}
