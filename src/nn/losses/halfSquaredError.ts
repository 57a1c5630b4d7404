/** Half of the squared distance: its gradient is the distance itself. The loss of TensorFlow Playground. */
import type { LossAssembly, LossChecks, LossWgsl, OutputLoss } from '../LossFunction.ts';

export const halfSquaredError: OutputLoss = {
  order: 0,
  label: {
    short: 'Half squared',
    whole: 'Half squared error',
    about: 'Half of the squared distance from the target',
  },
  formula: 'Σ ½(o − t)²',
  from: 'outputs',
  outputs: 'any',
  isMean: false,
  tasks: ['binary', 'multiclass', 'regression'],
  loss: (o, t) => 0.5 * (o - t) * (o - t),
  gradient: (o, t) => o - t,
};

export const wgsl: LossWgsl = 'let d = o - t; return vec2<f32>(0.5 * d * d, d);';

export const assembly: LossAssembly = {
  loss: 'return madd(error, error, sum);',
  gradient: 'return error;',
  lossFactor: 0.5,
};

export const checks: LossChecks = {
  oracle: (tf, { o, t }) => tf.mul(0.5, tf.square(tf.sub(o, t))),
  examples: [[[0.5, -2], [1, -1], 0.125 + 0.5]],
  curvature: 1,
  size: ({ o, t }) => (Math.abs(o) + Math.abs(t)) ** 2,
};
