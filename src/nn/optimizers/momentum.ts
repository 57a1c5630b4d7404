/** SGD that keeps part of its last step: it rolls through small bumps and along valleys. Polyak 1964. */
import type {
  Hyperparameter,
  OptimizerAssembly,
  OptimizerChecks,
  OptimizerRule,
  OptimizerWgsl,
} from '../OptimizerRule.ts';

/** Share of the last velocity that is kept. */
export const MOMENTUM: Hyperparameter = { label: 'Momentum', default: 0.9, min: 0, max: 0.9999 };

export const momentum: OptimizerRule<'momentum'> = {
  order: 1,
  label: { short: 'Momentum', whole: 'Momentum', about: 'SGD that keeps part of its last step' },
  formula: 'v ← μ·v + g; w ← w − η·v',
  learningRate: 0.01,
  hyperparameters: { momentum: MOMENTUM },
  slots: [{ name: 'velocity', start: 0 }],
  update:
    ({ learningRate, momentum: share }) =>
    (w, g, slots) => {
      const velocity = share * slots[0]! + g;
      slots[0] = velocity;
      return w - learningRate * velocity;
    },
};

export const wgsl: OptimizerWgsl = `let v = settings.momentum * slot1 + g;
  return vec3<f32>(w - learningRate * v, v, 0.0);`;

export const assembly: OptimizerAssembly = {
  constants: 'const momentum = splat(settings.momentum);',
  loop: `slot1 = madd(momentum, slot1, g);
    change = f32x4.mul(rate, slot1);`,
};

export const checks: OptimizerChecks<'momentum'> = {
  oracle: (tf, { w, g, slots: [v] }, { learningRate, momentum: share }) => {
    const velocity = tf.add(tf.mul(v, share), g);
    return [tf.sub(w, tf.mul(velocity, learningRate)), velocity];
  },
  // Velocity 2, then ½·2 − 1 = 0.
  example: 1 - 0.2,
  roundings: 2,
  stateError: 1e-6,
};
