/** Sigmoid linear unit, also called swish: z·σ(z). Elfwing, Uchibe & Doya 2017; Ramachandran, Zoph & Le 2017. */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';
import { logistic } from './sigmoid.ts';

export const silu: ActivationFunction = {
  order: 6,
  label: { short: 'SiLU', whole: 'SiLU', about: 'The sum times its sigmoid; also called swish' },
  formula: 'f(z) = z·σ(z) = z / (1 + e⁻ᶻ)',
  // Its minimum is at z = −1.2785.
  range: [-0.2785, Infinity],
  value: (z) => z * logistic(z),
  derivative: (z) => {
    const s = logistic(z);
    return s * (1 + z * (1 - s));
  },
  derivativeFrom: 'z',
};

export const wgsl: ActivationWgsl = `let s = logistic(z);
    return vec2<f32>(z * s.x, s.x + z * s.y);`;

export const assembly: ActivationAssembly = {
  value: 'return f32x4.mul(z, sigmoid(z));',
  derivative: `const s = sigmoid(z);
  return f32x4.mul(s, madd(z, f32x4.sub(one, s), one));`,
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.mul(z, tf.sigmoid(z)),
  examples: [[1, 0.7310585786]],
  assemblyError: {
    value: (_, a) => (APPROXIMATION_ERROR.sigmoid + U) * Math.abs(a),
    derivative: (z) => (APPROXIMATION_ERROR.sigmoid + 3 * U) * (1 + Math.abs(z)),
  },
};
