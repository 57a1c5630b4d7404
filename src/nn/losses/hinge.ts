/** Zero once a point is a margin of 1 on its side, targets ±1: what support vector machines minimise. Vapnik 1995. */
import type { LossAssembly, LossChecks, LossWgsl, OutputLoss } from '../LossFunction.ts';

export const hinge: OutputLoss = {
  order: 3,
  label: { short: 'Hinge', whole: 'Hinge', about: 'Zero once a point is a margin of 1 on the right side' },
  formula: 'mean max(0, 1 − t·o)',
  from: 'outputs',
  outputs: ['linear', 'tanh'],
  defaultOutput: 'linear',
  isMean: true,
  tasks: ['binary', 'multiclass'],
  loss: (o, t) => Math.max(0, 1 - t * o),
  gradient: (o, t) => (1 - t * o > 0 ? -t : 0),
};

// Written so that a margin that is a NaN is not below 0 and stays a NaN.
export const wgsl: LossWgsl =
  'let m = 1.0 - t * o; return select(vec2<f32>(m, -t), vec2<f32>(0.0, 0.0), m <= 0.0);';

export const assembly: LossAssembly = {
  loss: 'return f32x4.add(sum, f32x4.pmax(f32x4.sub(one, f32x4.mul(t, o)), zero));',
  gradient: 'return v128.and(f32x4.gt(f32x4.sub(one, f32x4.mul(t, o)), zero), f32x4.neg(t));',
};

export const checks: LossChecks = {
  oracle: (tf, { o, t }) => tf.relu(tf.sub(1, tf.mul(t, o))),
  examples: [[[0.5, 0.25], [1, -1], (0.5 + 1.25) / 2]],
  curvature: 0,
  size: ({ o, t, units }) => (1 + Math.abs(t * o)) / units,
};
