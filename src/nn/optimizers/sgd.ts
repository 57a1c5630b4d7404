/** Stochastic gradient descent: a step against the gradient. Robbins & Monro 1951. */
import type { OptimizerAssembly, OptimizerChecks, OptimizerRule, OptimizerWgsl } from '../OptimizerRule.ts';

export const sgd: OptimizerRule = {
  order: 0,
  label: { short: 'SGD', whole: 'SGD', about: 'A step against the gradient' },
  formula: 'w ← w − η·g',
  learningRate: 0.03,
  hyperparameters: {},
  slots: [],
  update:
    ({ learningRate }) =>
    (w, g) =>
      w - learningRate * g,
};

export const wgsl: OptimizerWgsl = 'return vec3<f32>(w - learningRate * g, 0.0, 0.0);';

export const assembly: OptimizerAssembly = { loop: 'change = f32x4.mul(rate, g);' };

export const checks: OptimizerChecks = {
  oracle: (tf, { w, g }, { learningRate }) => [tf.sub(w, tf.mul(g, learningRate))],
  example: 1 - 0.2 + 0.1,
  roundings: 2,
  stateError: 3e-7,
};
