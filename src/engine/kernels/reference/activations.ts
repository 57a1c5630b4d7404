/**
 * What a unit does with its weighted sum z: the value of each activation and its slope. Every formula also holds far
 * out (±10,000) without overflow, and a NaN stays a NaN, so that a run gone wrong is seen and not hidden.
 */
import type { Activation, OutputActivation } from '../../../spec/vocabulary.ts';
import { LEAKY_RELU_SLOPE } from '../contract.ts';

/** Single or double precision: the product runs on the first, tests use the second as their yardstick. */
export type Numbers = Float32Array | Float64Array;

/** Constants of Klambauer et al. 2017, "Self-Normalizing Neural Networks". */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Abramowitz & Stegun 7.1.26: at most 1.5e-7 from the error function, and cheap to write in any shader language. */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const value = 1 - polynomial * Math.exp(-x * x);
  return x < 0 ? -value : value;
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** ln(1 + eᶻ), arranged so that the exponential only ever sees a negative number. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Share of a normal distribution below z. */
const normalShare = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));
const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** Value of an activation at z. Softmax looks at a whole row: see `softmaxRow`. */
export function activate(name: Activation, z: number): number {
  switch (name) {
    case 'linear':
      return z;
    case 'relu':
      return z < 0 ? 0 : z;
    case 'leakyRelu':
      return z < 0 ? LEAKY_RELU_SLOPE * z : z;
    case 'elu':
      return z < 0 ? Math.expm1(z) : z;
    case 'selu':
      return SELU_SCALE * (z < 0 ? SELU_ALPHA * Math.expm1(z) : z);
    case 'gelu':
      return z * normalShare(z);
    case 'silu':
      return z * sigmoid(z);
    case 'softplus':
      return softplus(z);
    case 'tanh':
      return Math.tanh(z);
    case 'sigmoid':
      return sigmoid(z);
  }
}

/** Slope of an activation at z, where its value is a. At a kink (z = 0 of the relus) the slope from the left. */
export function slope(name: Activation, z: number, a: number): number {
  switch (name) {
    case 'linear':
      return 1;
    case 'relu':
      return z > 0 ? 1 : 0;
    case 'leakyRelu':
      return z > 0 ? 1 : LEAKY_RELU_SLOPE;
    case 'elu':
      return z < 0 ? a + 1 : 1;
    case 'selu':
      return z > 0 ? SELU_SCALE : a + SELU_SCALE * SELU_ALPHA;
    case 'gelu':
      return normalShare(z) + z * normalDensity(z);
    case 'silu': {
      const s = sigmoid(z);
      return s * (1 + z * (1 - s));
    }
    case 'softplus':
      return sigmoid(z);
    case 'tanh':
      return 1 - a * a;
    case 'sigmoid':
      return a * (1 - a);
  }
}

/** e^z over the sum of e^z of one row; the largest is subtracted first, so that no exponential overflows. */
export function softmaxRow(z: Numbers, a: Numbers, start: number, units: number): void {
  let largest = -Infinity;
  for (let k = start; k < start + units; k++) largest = Math.max(largest, z[k]!);
  let sum = 0;
  for (let k = start; k < start + units; k++) sum += a[k] = Math.exp(z[k]! - largest);
  for (let k = start; k < start + units; k++) a[k] = a[k]! / sum;
}

/** Activations of a whole layer, [count, units], from its weighted sums. */
export function activateLayer(
  name: Activation | OutputActivation,
  z: Numbers,
  a: Numbers,
  count: number,
  units: number,
): void {
  if (name === 'softmax') for (let n = 0; n < count; n++) softmaxRow(z, a, n * units, units);
  else for (let i = 0; i < count * units; i++) a[i] = activate(name, z[i]!);
}
