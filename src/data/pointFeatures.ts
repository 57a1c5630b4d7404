/** Engineered features of the plane, which may be inputs of a network. */
import type { Feature } from '#experiment/vocabulary.ts';
import { sin } from '#nn/steadyMath.ts';

const FEATURE_OF: Readonly<Record<Feature, (x1: number, x2: number) => number>> = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  'x1^2': (x1) => x1 * x1,
  'x2^2': (_, x2) => x2 * x2,
  'x1*x2': (x1, x2) => x1 * x2,
  'sin(x1)': (x1) => sin(x1),
  'sin(x2)': (_, x2) => sin(x2),
};

/** The value of a feature at a point. */
export const pointFeature = (feature: Feature): ((x1: number, x2: number) => number) => FEATURE_OF[feature];
