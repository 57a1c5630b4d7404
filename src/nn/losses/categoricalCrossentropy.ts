/**
 * Surprise at the truth when the outputs are probabilities of classes: −Σ t ln o. With o = softmax(z) that is
 * Σ t (ln Σ eᶻ − z), whose gradient in z is o·Σt − t.
 */
import type { LossAssembly, LossChecks, LossWgsl, SoftmaxLoss } from '../LossFunction.ts';

export const categoricalCrossentropy: SoftmaxLoss = {
  order: 5,
  label: {
    short: 'Cross-entropy',
    whole: 'Categorical cross-entropy',
    about: 'Punishes confident mistakes. One class is right',
  },
  formula: '−Σ t ln o',
  from: 'softmax',
  outputs: ['softmax'],
  isMean: false,
  tasks: ['binary', 'multiclass'],
  // 0 · ∞ must not make a NaN of a class that is not asked for.
  loss: (z, t, logSum) => (t === 0 ? 0 : t * (logSum - z)),
  gradient: (o, t, weight) => o * weight - t,
};

export const wgsl: LossWgsl = `let below = (largest - z) + logSum;
  return vec2<f32>(select(t * below, 0.0, t == 0.0), o * weight - t);`;

export const assembly: LossAssembly = {
  loss: `const below = f32x4.add(f32x4.sub(largest, z), logSum);
  return f32x4.add(sum, v128.and(f32x4.ne(t, zero), f32x4.mul(t, below)));`,
  gradient: 'return f32x4.sub(f32x4.mul(o, weight), t);',
};

export const checks: LossChecks = {
  oracle: (tf, { z, t }) => tf.losses.softmaxCrossEntropy(t, z, undefined, 0, 0),
  examples: [
    // Shares ¾ and ¼.
    [[Math.log(3), 0], [1, 0], -Math.log(3 / 4)],
    [[-1e4, 1e4], [1, 0], 2e4],
  ],
  curvature: 1,
  size: ({ z, t, largest, units }) => Math.abs(t) * (largest - z + Math.log(units) + 1),
};
