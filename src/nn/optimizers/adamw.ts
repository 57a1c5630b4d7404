/**
 * Adam with separate weight decay, not by way of the gradient, which Adam would divide by its size.
 * Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization".
 */
import type { Hyperparameter, OptimizerChecks, OptimizerRule } from '../OptimizerRule.ts';
import { adam, adamByOps } from './adam.ts';

/** Share of each weight that is lost in an update at a learning rate of 1. */
const WEIGHT_DECAY: Hyperparameter = { label: 'Weight decay', default: 0.01, min: 0, max: 1 };

export const adamw: OptimizerRule<'beta1' | 'beta2' | 'epsilon' | 'weightDecay'> = {
  ...adam,
  order: 6,
  label: { short: 'AdamW', whole: 'AdamW', about: 'Adam with separate weight decay' },
  formula: `w ← w − η·λ·w (kernels only); then ${adam.formula}`,
  hyperparameters: { ...adam.hyperparameters, weightDecay: WEIGHT_DECAY },
  decay: ({ learningRate, weightDecay }) => learningRate * weightDecay,
};

export { assembly, wgsl } from './adam.ts';

export const checks: OptimizerChecks<'beta1' | 'beta2' | 'epsilon' | 'weightDecay'> = {
  oracle: adamByOps,
  example: 1 - 0.1 * (2 / (2 + 0.01)),
  roundings: 6,
  dividesByRoot: true,
  stateError: 1e-6,
};
