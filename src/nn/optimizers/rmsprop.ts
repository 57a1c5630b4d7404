/** Steps divided by the recent size of the gradient. Tieleman & Hinton 2012, "Lecture 6.5"; ε under the root, as in TensorFlow.js. */
import type {
  Hyperparameter,
  OptimizerAssembly,
  OptimizerChecks,
  OptimizerRule,
  OptimizerWgsl,
} from '../OptimizerRule.ts';

/** Share of the running mean square that is kept. */
const DECAY: Hyperparameter = { label: 'Decay', default: 0.9, min: 0, max: 0.99999 };
/** Keeps the divisor away from 0. */
export const EPSILON: Hyperparameter = { label: 'Epsilon', default: 1e-7, min: 1e-12, max: 1 };

export const rmsprop: OptimizerRule<'decay' | 'epsilon'> = {
  order: 3,
  label: { short: 'RMSProp', whole: 'RMSProp', about: 'Steps divided by the recent size of the gradient' },
  formula: 's ← ρ·s + (1 − ρ)·g²; w ← w − η·g / √(s + ε)',
  learningRate: 0.003,
  hyperparameters: { decay: DECAY, epsilon: EPSILON },
  slots: [{ name: 'mean square', start: 0 }],
  update:
    ({ learningRate, decay, epsilon }) =>
    (w, g, slots) => {
      const meanSquare = decay * slots[0]! + (1 - decay) * g * g;
      slots[0] = meanSquare;
      return w - (learningRate * g) / Math.sqrt(meanSquare + epsilon);
    },
};

export const wgsl: OptimizerWgsl = `let s = settings.decay * slot1 + settings.decayRest * g * g;
  return vec3<f32>(w - learningRate * g / sqrt(s + settings.epsilon), s, 0.0);`;

export const assembly: OptimizerAssembly = {
  constants: `const decay = splat(settings.decay);
  const rest = splat(1 - settings.decay);
  const epsilon = splat(settings.epsilon);`,
  loop: `slot1 = f32x4.add(f32x4.mul(decay, slot1), f32x4.mul(f32x4.mul(rest, g), g));
    change = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(slot1, epsilon)));`,
};

export const checks: OptimizerChecks<'decay' | 'epsilon'> = {
  oracle: (tf, { w, g, slots: [s] }, { learningRate, decay, epsilon }) => {
    const square = tf.add(tf.mul(s, decay), tf.mul(tf.square(g), 1 - decay));
    return [tf.sub(w, tf.mul(tf.div(g, tf.sqrt(tf.add(square, epsilon))), learningRate)), square];
  },
  example: 1 - 0.2 / Math.sqrt(1 + 0.01) + 0.1 / Math.sqrt(0.75 * 1 + 0.25 * 1 + 0.01),
  roundings: 4,
  dividesByRoot: true,
  stateError: 3e-6,
};
