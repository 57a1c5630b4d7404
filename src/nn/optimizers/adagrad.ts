/** Steps that shrink where gradients were large. Duchi, Hazan & Singer 2011; ε and the start are those of TensorFlow.js. */
import type { OptimizerAssembly, OptimizerChecks, OptimizerRule, OptimizerWgsl } from '../OptimizerRule.ts';
import { EPSILON } from './rmsprop.ts';

export const adagrad: OptimizerRule<'epsilon'> = {
  order: 4,
  label: { short: 'Adagrad', whole: 'Adagrad', about: 'Steps that shrink where gradients were large' },
  formula: 's ← s + g²; w ← w − η·g / √(s + ε)',
  learningRate: 0.03,
  hyperparameters: { epsilon: EPSILON },
  slots: [{ name: 'sum of squares', start: 0.1 }],
  update:
    ({ learningRate, epsilon }) =>
    (w, g, slots) => {
      const sumOfSquares = slots[0]! + g * g;
      slots[0] = sumOfSquares;
      return w - (learningRate * g) / Math.sqrt(sumOfSquares + epsilon);
    },
};

export const wgsl: OptimizerWgsl = `let s = slot1 + g * g;
  return vec3<f32>(w - learningRate * g / sqrt(s + settings.epsilon), s, 0.0);`;

export const assembly: OptimizerAssembly = {
  constants: 'const epsilon = splat(settings.epsilon);',
  loop: `slot1 = f32x4.add(slot1, f32x4.mul(g, g));
    change = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(slot1, epsilon)));`,
};

export const checks: OptimizerChecks<'epsilon'> = {
  oracle: (tf, { w, g, slots: [s] }, { learningRate, epsilon }) => {
    const square = tf.add(s, tf.square(g));
    return [tf.sub(w, tf.mul(tf.div(g, tf.sqrt(tf.add(square, epsilon))), learningRate)), square];
  },
  example: 1 - 0.2 / Math.sqrt(0.1 + 4 + 0.01) + 0.1 / Math.sqrt(0.1 + 4 + 1 + 0.01),
  roundings: 4,
  dividesByRoot: true,
  stateError: 1e-6,
};
