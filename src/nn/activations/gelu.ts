/**
 * Gaussian error linear unit in its exact (erf) form: z times the share Φ(z) of a standard normal distribution below z.
 * Hendrycks & Gimpel 2016.
 */
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from '../ActivationFunction.ts';
import { APPROXIMATION_ERROR, U } from '../rounding.ts';

/** The error function by Abramowitz & Stegun 7.1.26: off by at most 1.5e-7, and cheap to write in any shader language. */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const value = 1 - polynomial * Math.exp(-x * x);
  return x < 0 ? -value : value;
}

const normalShare = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));
const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

export const gelu: ActivationFunction = {
  order: 5,
  label: { short: 'GELU', whole: 'GELU', about: 'The sum times its share of a normal distribution' },
  formula: 'f(z) = z·Φ(z), Φ(z) = ½(1 + erf(z/√2))',
  // Its minimum is at z = −0.7518.
  range: [-0.17, Infinity],
  value: (z) => z * normalShare(z),
  derivative: (z) => normalShare(z) + z * normalDensity(z),
  derivativeFrom: 'z',
};

// The same polynomial; the tail is kept apart so that it does not drown in 1 − (1 − tail).
export const wgsl: ActivationWgsl = `let e = exp(-min(0.5 * z * z, 100.0));
    let t = 1.0 / (1.0 + ${0.3275911 * Math.SQRT1_2} * abs(z));
    let polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let tail = 0.5 * polynomial * e;
    let share = select(1.0 - tail, tail, z < 0.0);
    return vec2<f32>(z * share, share + z * e * ${1 / Math.sqrt(2 * Math.PI)});`;

export const assembly: ActivationAssembly = {
  value: 'return f32x4.mul(z, normalShare(z));',
  derivative: 'return madd(z, normalDensity(z), normalShare(z));',
};

export const checks: ActivationChecks = {
  oracle: (tf, z) => tf.mul(z, tf.mul(0.5, tf.add(1, tf.erf(tf.div(z, Math.SQRT2))))),
  examples: [[1, 0.8413447461]],
  // The derivative is the true density, not that of the polynomial in erf.
  derivativeError: 1e-5,
  wgslRoundings: 8,
  assemblyError: {
    value: (z, a) => APPROXIMATION_ERROR.normalShare * Math.abs(z) + U * Math.abs(a),
    // Share and density, whose relative error of 4e-7·(1 + z²) is at most 2e-7 absolute; times z.
    derivative: (z, d) => APPROXIMATION_ERROR.normalShare + 2e-7 * Math.abs(z) + 3 * U * (1 + Math.abs(d)),
  },
};
