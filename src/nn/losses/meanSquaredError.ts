/** Squared distance, averaged over the outputs. Legendre 1805; the loss of a Gaussian error. */
import type { LossAssembly, LossChecks, LossWgsl, OutputLoss } from '../LossFunction.ts';

export const meanSquaredError: OutputLoss = {
  order: 1,
  label: {
    short: 'Mean squared',
    whole: 'Mean squared error',
    about: 'Squared distance, averaged over the outputs',
  },
  formula: 'mean (o − t)²',
  from: 'outputs',
  outputs: 'any',
  isMean: true,
  tasks: ['binary', 'multiclass', 'regression'],
  loss: (o, t) => (o - t) * (o - t),
  gradient: (o, t) => 2 * (o - t),
};

export const wgsl: LossWgsl = 'let d = o - t; return vec2<f32>(d * d, 2.0 * d);';

export const assembly: LossAssembly = {
  loss: 'return madd(error, error, sum);',
  gradient: 'return error;',
  gradientFactor: 2,
};

export const checks: LossChecks = {
  oracle: (tf, { o, t }) => tf.square(tf.sub(o, t)),
  examples: [[[0.5, -2], [1, -1], (0.25 + 1) / 2]],
  curvature: 2,
  size: ({ o, t, units }) => (2 * (Math.abs(o) + Math.abs(t)) ** 2) / units,
};
