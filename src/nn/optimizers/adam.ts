/**
 * Momentum and RMSProp together. Both averages start at 0; dividing by 1 − βᵗ takes that start out again.
 * Kingma & Ba 2015, algorithm 1.
 */
import type {
  Hyperparameter,
  OptimizerAssembly,
  OptimizerChecks,
  OptimizerRule,
  OptimizerWgsl,
} from '../OptimizerRule.ts';
import { EPSILON } from './rmsprop.ts';

/** Shares of the running mean and mean square that are kept. */
const BETA_1: Hyperparameter = { label: 'Beta 1', default: 0.9, min: 0, max: 0.9999 };
const BETA_2: Hyperparameter = { label: 'Beta 2', default: 0.999, min: 0, max: 0.99999 };

export const adam: OptimizerRule<'beta1' | 'beta2' | 'epsilon'> = {
  order: 5,
  label: { short: 'Adam', whole: 'Adam', about: 'Momentum and RMSProp together' },
  formula:
    'm ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)',
  learningRate: 0.01,
  hyperparameters: { beta1: BETA_1, beta2: BETA_2, epsilon: EPSILON },
  slots: [
    { name: 'mean', start: 0 },
    { name: 'mean square', start: 0 },
  ],
  update: ({ learningRate, beta1, beta2, epsilon }, t) => {
    const bias1 = 1 - beta1 ** t;
    const bias2 = 1 - beta2 ** t;
    return (w, g, slots) => {
      const mean = beta1 * slots[0]! + (1 - beta1) * g;
      const meanSquare = beta2 * slots[1]! + (1 - beta2) * g * g;
      slots[0] = mean;
      slots[1] = meanSquare;
      return w - (learningRate * (mean / bias1)) / (Math.sqrt(meanSquare / bias2) + epsilon);
    };
  },
  powersOf: ['beta1', 'beta2'],
};

export const wgsl: OptimizerWgsl = `let m = settings.beta1 * slot1 + settings.beta1Rest * g;
  let v = settings.beta2 * slot2 + settings.beta2Rest * g * g;
  let moved = w - learningRate * (m * correction.x) / (sqrt(v * correction.y) + settings.epsilon);
  return vec3<f32>(moved, m, v);`;

export const assembly: OptimizerAssembly = {
  // 1 − β in double precision: in single, 1 − 0.999 is off by 5e-5 of itself.
  constants: `const beta1 = splat(settings.beta1);
  const rest1 = splat(1 - settings.beta1);
  const beta2 = splat(settings.beta2);
  const rest2 = splat(1 - settings.beta2);
  const epsilon = splat(settings.epsilon);
  const unbiasedRate = splat(settings.learningRate / (1 - settings.power1));
  const unbias2 = splat(1 / (1 - settings.power2));`,
  loop: `slot1 = f32x4.add(f32x4.mul(beta1, slot1), f32x4.mul(rest1, g));
    slot2 = f32x4.add(f32x4.mul(beta2, slot2), f32x4.mul(f32x4.mul(rest2, g), g));
    change = f32x4.div(f32x4.mul(unbiasedRate, slot1), f32x4.add(f32x4.sqrt(f32x4.mul(slot2, unbias2)), epsilon));`,
};

/** Exported for `adamw.ts`: its checks are the same. A bundler drops names that nothing uses, but not a spread object. */
export const adamByOps: OptimizerChecks<'beta1' | 'beta2' | 'epsilon'>['oracle'] = (
  tf,
  { w, g, slots: [m, v] },
  { learningRate, beta1, beta2, epsilon },
  t,
) => {
  const mean = tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1));
  const square = tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2));
  const root = tf.sqrt(tf.div(square, 1 - beta2 ** t));
  const change = tf.div(tf.div(mean, 1 - beta1 ** t), tf.add(root, epsilon));
  return [tf.sub(w, tf.mul(change, learningRate)), mean, square];
};

export const checks: OptimizerChecks<'beta1' | 'beta2' | 'epsilon'> = {
  oracle: adamByOps,
  // After gradients 2 and −1 the mean is ½·½·2 − ½·1 = 0: the second update moves nothing.
  example: 1 - 0.1 * (2 / (2 + 0.01)),
  roundings: 6,
  dividesByRoot: true,
  stateError: 3e-6,
};
