/** Engineered features of the plane: the network's inputs for a point, one column a chosen feature. */
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

/** Points [n, 2] → inputs [n, features]. */
export function pointFeatures(points: Float32Array, features: readonly Feature[]): Float32Array {
  const width = features.length;
  const inputs = new Float32Array((points.length / 2) * width);
  features.forEach((feature, column) => {
    const value = FEATURE_OF[feature];
    for (let i = 0, at = column; i < points.length; i += 2, at += width) {
      inputs[at] = value(points[i] as number, points[i + 1] as number);
    }
  });
  return inputs;
}
