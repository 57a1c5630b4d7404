/**
 * Surprise at the truth when each output is the probability of a yes: −t ln o − (1 − t) ln(1 − o). With o = σ(z) that is
 * softplus(z) − t·z, whose gradient in z is o − t: the derivative of σ cancels against the loss's own denominator.
 */
import { logOf1PlusExp } from '../activations/softplus.ts';
import type { LogitLoss, LossAssembly, LossChecks, LossWgsl } from '../LossFunction.ts';

export const binaryCrossentropy: LogitLoss = {
  order: 4,
  label: {
    short: 'Cross-entropy',
    whole: 'Binary cross-entropy',
    about: 'Punishes confident mistakes. Each output says yes or no',
  },
  formula: 'mean −[t ln o + (1 − t) ln(1 − o)]',
  from: 'logits',
  outputs: ['sigmoid'],
  isMean: true,
  tasks: ['binary', 'multiclass'],
  loss: (z, t) => logOf1PlusExp(z) - t * z,
  gradient: (o, t) => o - t,
};

export const wgsl: LossWgsl = 'return vec2<f32>(max(z, 0.0) - z * t + logOf1Plus(expOf(-abs(z))), o - t);';

export const assembly: LossAssembly = {
  loss: 'return f32x4.add(sum, f32x4.sub(softplus(z), f32x4.mul(t, z)));',
  gradient: 'return error;',
};

export const checks: LossChecks = {
  oracle: (tf, { z, t }) => tf.losses.sigmoidCrossEntropy(t, z, undefined, 0, 0),
  examples: [
    // σ(ln 3) = ¾, σ(−ln 4) = ⅕.
    [[Math.log(3), -Math.log(4)], [1, 0], -(Math.log(3 / 4) + Math.log(4 / 5)) / 2],
    [[-1e4], [1], 1e4],
  ],
  curvature: 1,
  size: ({ z, t, units }) => (logOf1PlusExp(z) + Math.abs(t * z)) / units,
};
