/** Scaled ELU: layers of it keep mean 0 and variance 1. Klambauer et al. 2017, "Self-Normalizing Neural Networks". */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';

/** The constants of the paper, appendix A.2. */
const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

export const selu: ActivationFunction = {
  order: 4,
  label: { short: 'SELU', whole: 'SELU', about: 'ELU that keeps mean 0 and variance 1' },
  formula: 'f(z) = λz for z ≥ 0, else λα(eᶻ − 1), λ = 1.0507, α = 1.6733',
  range: [-SCALE * ALPHA, Infinity],
  value: (z) => SCALE * (z < 0 ? ALPHA * Math.expm1(z) : z),
  derivative: (z, a) => (z > 0 ? SCALE : a + SCALE * ALPHA),
  derivativeFrom: 'a',
};

export const wgsl: ActivationWgsl = `let e = expLess1(min(z, 0.0));
    return select(${SCALE * ALPHA} * vec2<f32>(e, e + 1.0), ${SCALE} * vec2<f32>(z, 1.0), z > 0.0);`;

export const assembly: ActivationAssembly = {
  value: `const below = f32x4.mul(expm1OfNegative(z), f32x4.splat(${SCALE * ALPHA}));
  return choose(f32x4.lt(z, zero), below, f32x4.mul(z, f32x4.splat(${SCALE})));`,
  derivative: `const below = f32x4.add(a, f32x4.splat(${SCALE * ALPHA}));
  return choose(f32x4.gt(a, zero), f32x4.splat(${SCALE}), below);`,
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.selu(z),
  examples: [[-1, -1.1113307378]],
  assemblyError: {
    value: (_, a) => (APPROXIMATION_ERROR.expm1 + 2 * U) * Math.abs(a),
    derivative: () => 2 * (APPROXIMATION_ERROR.expm1 + 2 * U),
  },
};
