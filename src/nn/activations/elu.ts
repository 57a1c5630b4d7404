/** Exponential linear unit, α = 1. Clevert, Unterthiner & Hochreiter 2015. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';

export const elu: ActivationFunction = {
  order: 3,
  label: { short: 'ELU', whole: 'ELU', about: 'ReLU with a smooth bend down to −1' },
  formula: 'f(z) = z for z ≥ 0, else eᶻ − 1',
  range: [-1, Infinity],
  value: (z) => (z < 0 ? Math.expm1(z) : z),
  // Below 0 it is eᶻ = f(z) + 1.
  derivative: (z, a) => (z < 0 ? a + 1 : 1),
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = `let e = expLess1(min(z, 0.0));
    return select(vec2<f32>(z, 1.0), vec2<f32>(e, e + 1.0), z < 0.0);`;

export const assembly: ActivationAssembly = {
  value: 'return choose(f32x4.lt(z, zero), expm1OfNegative(z), z);',
  derivative: 'return choose(f32x4.lt(a, zero), f32x4.add(a, one), one);',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.elu(z),
  examples: [[-1, Math.exp(-1) - 1]],
  assemblyError: {
    value: (_, a) => APPROXIMATION_ERROR.expm1 * Math.abs(a),
    derivative: () => APPROXIMATION_ERROR.expm1 + 2 * U,
  },
};
