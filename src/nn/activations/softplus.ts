/** A smooth ReLU, whose derivative is the sigmoid. Dugas et al. 2001; Glorot, Bordes & Bengio 2011. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR } from '../rounding.ts';
import { logistic } from './sigmoid.ts';

/** ln(1 + eᶻ), arranged so that the exponential only ever sees a negative number. */
export const logOf1PlusExp = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

export const softplus: ActivationFunction = {
  order: 7,
  label: { short: 'Softplus', whole: 'Softplus', about: 'A smooth ReLU' },
  formula: 'f(z) = ln(1 + eᶻ)',
  range: [0, Infinity],
  value: logOf1PlusExp,
  derivative: logistic,
  derivativeFrom: 'z',
};

export const wgsl: ActivationWgsl = `let e = expOf(-abs(z));
    return vec2<f32>(max(z, 0.0) + logOf1Plus(e), logistic(z).x);`;

export const assembly: ActivationAssembly = {
  value: 'return softplus(z);',
  derivative: 'return sigmoid(z);',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.softplus(z),
  examples: [[0, Math.LN2]],
  assemblyError: {
    value: (_, a) => APPROXIMATION_ERROR.softplus * Math.abs(a),
    derivative: (_, d) => APPROXIMATION_ERROR.sigmoid * d,
  },
};
