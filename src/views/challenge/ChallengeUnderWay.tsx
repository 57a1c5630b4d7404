/** The challenge in its place; its chunk is loaded only where there is one. */
import { useStore } from 'zustand';
import { challengeStore } from '#state/challengeStore.ts';
import { lazyView } from '../lazyView.tsx';

const ChallengeStrip = lazyView(
  () => import('./ChallengeStrip.tsx').then((module) => module.ChallengeStrip),
  { tell: 'notice' },
);

export function ChallengeUnderWay() {
  const isThere = useStore(challengeStore, ({ id }) => id !== null);
  return isThere ? <ChallengeStrip /> : null;
}
