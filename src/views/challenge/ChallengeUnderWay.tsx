/** The challenge in its place, unless a lesson is under way; its chunk is loaded only where there is one. */
import { useStore } from 'zustand';
import { challengeStore } from '#state/challengeStore.ts';
import { learnStore } from '#state/learnStore.ts';
import { lazyView } from '../lazyView.tsx';

const ChallengeStrip = lazyView(
  () => import('./ChallengeStrip.tsx').then((module) => module.ChallengeStrip),
  { tell: 'notice' },
);

export function ChallengeUnderWay() {
  const isThere = useStore(challengeStore, ({ id }) => id !== null);
  const isLesson = useStore(learnStore, ({ lesson }) => lesson !== null);
  return isThere && !isLesson ? <ChallengeStrip /> : null;
}
