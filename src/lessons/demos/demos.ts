/** All demos, in the order in which the gallery shows them. */
import type { Demo } from './Demo.ts';
import { SERVING_DEMOS } from './servingDemos.ts';
import { TRAINING_DEMOS } from './trainingDemos.ts';

export const DEMOS: readonly Demo[] = [...TRAINING_DEMOS, ...SERVING_DEMOS];
