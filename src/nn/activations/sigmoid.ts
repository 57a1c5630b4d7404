/** The logistic function: a probability from log odds. For yes-or-no outputs. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';

/** σ(z). */
export const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

export const sigmoid: ActivationFunction = {
  order: 9,
  label: { short: 'Sigmoid', whole: 'Sigmoid', about: 'Squeezed into 0 to 1, each output by itself' },
  formula: 'f(z) = σ(z) = 1 / (1 + e⁻ᶻ)',
  range: [0, 1],
  isOutput: true,
  value: logistic,
  derivative: (_, a) => a * (1 - a),
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = 'return logistic(z);';

export const assembly: ActivationAssembly = {
  value: 'return sigmoid(z);',
  derivative: 'return f32x4.mul(a, f32x4.sub(one, a));',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.sigmoid(z),
  examples: [[Math.log(3), 0.75]],
  assemblyError: {
    value: (_, a) => APPROXIMATION_ERROR.sigmoid * Math.abs(a),
    derivative: () => APPROXIMATION_ERROR.sigmoid + 2 * U,
  },
};
