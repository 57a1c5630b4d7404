/**
 * Momentum that looks ahead: the step uses the velocity that the next update will have. Nesterov 1983, in the form of
 * Sutskever et al. 2013.
 */
import type { OptimizerAssembly, OptimizerChecks, OptimizerRule, OptimizerWgsl } from '../OptimizerRule.ts';
import { MOMENTUM } from './momentum.ts';

export const nesterov: OptimizerRule<'momentum'> = {
  order: 2,
  label: { short: 'Nesterov', whole: 'Nesterov', about: 'Momentum that looks ahead' },
  formula: 'v ← μ·v + g; w ← w − η·(g + μ·v)',
  learningRate: 0.01,
  hyperparameters: { momentum: MOMENTUM },
  slots: [{ name: 'velocity', start: 0 }],
  update:
    ({ learningRate, momentum }) =>
    (w, g, slots) => {
      const velocity = momentum * slots[0]! + g;
      slots[0] = velocity;
      return w - learningRate * (g + momentum * velocity);
    },
};

export const wgsl: OptimizerWgsl = `let v = settings.momentum * slot1 + g;
  return vec3<f32>(w - learningRate * (g + settings.momentum * v), v, 0.0);`;

export const assembly: OptimizerAssembly = {
  constants: 'const momentum = splat(settings.momentum);',
  loop: `slot1 = madd(momentum, slot1, g);
    change = f32x4.mul(rate, madd(momentum, slot1, g));`,
};

export const checks: OptimizerChecks<'momentum'> = {
  oracle: (tf, { w, g, slots: [v] }, { learningRate, momentum }) => {
    const velocity = tf.add(tf.mul(v, momentum), g);
    return [tf.sub(w, tf.mul(tf.add(g, tf.mul(velocity, momentum)), learningRate)), velocity];
  },
  // Velocity 2, then 0.
  example: 1 - 0.1 * (2 + 0.5 * 2) - 0.1 * -1,
  roundings: 5,
  stateError: 1e-6,
};
