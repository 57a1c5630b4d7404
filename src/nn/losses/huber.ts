/** Squared up to a distance of 1, straight beyond: an outlier pulls no harder than that. Huber 1964, δ = 1. */
import type { LossAssembly, LossChecks, LossWgsl, OutputLoss } from '../LossFunction.ts';

const DELTA = 1;

export const huber: OutputLoss = {
  order: 2,
  label: { short: 'Huber', whole: 'Huber', about: 'Squared near the target, straight further out' },
  formula: 'mean of ½(o − t)² where |o − t| < 1, else |o − t| − ½',
  from: 'outputs',
  outputs: 'any',
  isMean: true,
  tasks: ['binary', 'multiclass', 'regression'],
  loss: (o, t) => {
    const distance = Math.abs(o - t);
    return distance < DELTA ? 0.5 * distance * distance : DELTA * (distance - 0.5 * DELTA);
  },
  gradient: (o, t) => Math.max(-DELTA, Math.min(DELTA, o - t)),
};

export const wgsl: LossWgsl = `let d = o - t;
  return select(vec2<f32>(0.5 * d * d, d), vec2<f32>(abs(d) - 0.5, sign(d)), abs(d) > 1.0);`;

export const assembly: LossAssembly = {
  loss: `const size = magnitude(error);
  const half = f32x4.splat(0.5);
  const near = f32x4.mul(half, f32x4.mul(error, error));
  return f32x4.add(sum, choose(f32x4.lt(size, one), near, f32x4.sub(size, half)));`,
  gradient: 'return f32x4.pmax(f32x4.pmin(error, one), f32x4.splat(-1));',
};

export const checks: LossChecks = {
  oracle: (tf, { o, t }) => {
    const distance = tf.abs(tf.sub(o, t));
    const near = tf.minimum(distance, 1);
    return tf.add(tf.mul(0.5, tf.square(near)), tf.sub(distance, near));
  },
  examples: [[[0.5, -4], [1, -1], (0.125 + 2.5) / 2]],
  curvature: 1,
  size: ({ o, t, units }) => (Math.abs(o) + Math.abs(t)) ** 2 / units,
};
