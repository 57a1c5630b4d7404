/** All challenges, in the order in which they are shown. */
import type { Challenge } from './Challenge.ts';
import { SERVING_CHALLENGES } from './servingChallenges.ts';
import { TRAINING_CHALLENGES } from './trainingChallenges.ts';

export const CHALLENGES: readonly Challenge[] = [...TRAINING_CHALLENGES, ...SERVING_CHALLENGES];

export const challengeOf = (id: string): Challenge | undefined =>
  CHALLENGES.find((challenge) => challenge.id === id);
