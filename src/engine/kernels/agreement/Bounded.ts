/**
 * Numbers in double precision, each with a bound on how far a device's single-precision result may lie from it. Errors
 * are propagated to first order, and to second where two of them multiply (running error analysis: Higham, "Accuracy
 * and Stability of Numerical Algorithms", 2002, chapter 3). In sums the errors of the terms are taken as
 * independent, so that they add in quadrature (Higham & Mary, "A New Approach to Probabilistic
 * Rounding Error Analysis", 2019): the worst case, all of one sign, would allow a hundred times more in a wide layer.
 */
import { ACTIVATION_FUNCTIONS } from '#nn/activations.ts';
import type { LayerOffsets } from '#nn/NetworkShape.ts';
import { U } from '#nn/rounding.ts';
import type { Activation } from '#nn/vocabulary.ts';
import type { Precision } from './precision.ts';

export interface Bounded {
  readonly value: Float64Array;
  readonly error: Float64Array;
}

export const zeros = (length: number): Bounded => ({
  value: new Float64Array(length),
  error: new Float64Array(length),
});

export const exact = (values: ArrayLike<number>): Bounded => ({
  value: Float64Array.from(values),
  error: new Float64Array(values.length),
});

/** A GPU may flush denormals (below 1.2e-38) to zero and then multiply by them. */
const TINY = 1e-33;

/** The largest distance in units of its bound; NaN counts as infinitely far. */
export function farthest(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bounds: ArrayLike<number>,
): number {
  let largest = actual.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    const share = Math.abs(actual[i]! - expected[i]!) / (bounds[i]! + TINY);
    if (!(share <= largest)) largest = Number.isNaN(share) ? Infinity : share;
  }
  return largest;
}

/** Sum of products with its error: values, magnitudes of the terms and errors of the factors are accumulated term by term. */
export class SumOfProducts {
  private value = 0;
  private size = 0;
  private variance = 0;
  private terms = 0;

  start(value = 0, error = 0): void {
    this.value = value;
    this.size = Math.abs(value);
    this.variance = error * error;
    this.terms = value === 0 ? 0 : 1;
  }

  add(a: Bounded, i: number, b: Bounded, j: number): void {
    const [x, y, dx, dy] = [a.value[i]!, b.value[j]!, a.error[i]!, b.error[j]!];
    this.value += x * y;
    this.size += Math.abs(x * y);
    this.variance += (Math.abs(x) * dy + dx * Math.abs(y) + dx * dy) ** 2;
    this.terms++;
  }

  store(to: Bounded, index: number, { sum }: Precision): void {
    to.value[index] = this.value;
    to.error[index] = Math.sqrt(this.variance) + sum(this.terms) * this.size;
  }
}

/** z [count, units] = x·W + b. */
export function boundedSums(
  parameters: Bounded,
  { inputs, units, kernelOffset, biasOffset }: LayerOffsets,
  x: Bounded,
  count: number,
  precision: Precision,
): Bounded {
  const z = zeros(count * units);
  const sum = new SumOfProducts();
  for (let n = 0; n < count; n++) {
    for (let j = 0; j < units; j++) {
      sum.start(parameters.value[biasOffset + j], parameters.error[biasOffset + j]);
      for (let i = 0; i < inputs; i++) sum.add(x, n * inputs + i, parameters, kernelOffset + i * units + j);
      sum.store(z, n * units + j, precision);
    }
  }
  return z;
}

/** Points of the interval z ± its error, slightly beyond its ends, where the derivative is evaluated. */
const PROBES = [-1.01, -0.5, 0.5, 1.01];

/** Values and derivatives of an activation other than softmax. */
export function boundedActivation(
  name: Activation,
  z: Bounded,
  precision: Precision,
): { a: Bounded; s: Bounded } {
  const { value: f, derivative: fPrime } = ACTIVATION_FUNCTIONS[name];
  const a = zeros(z.value.length);
  const s = zeros(z.value.length);
  for (const [i, value] of z.value.entries()) {
    const dz = z.error[i]!;
    const own = f(value);
    const derivative = fPrime(value, own);
    const change = PROBES.reduce((most, share) => {
      const near = value + share * dz;
      return Math.max(most, Math.abs(fPrime(near, f(near)) - derivative));
    }, 0);
    a.value[i] = own;
    a.error[i] = (Math.abs(derivative) + change) * dz + precision.value(name, value, own);
    s.value[i] = derivative;
    s.error[i] = change + precision.derivative(name, value, derivative);
  }
  return { a, s };
}

/** Probabilities of rows of `units` logits; every exponent is z minus the row's largest. */
export function boundedSoftmax(z: Bounded, units: number, precision: Precision): Bounded {
  const a = zeros(z.value.length);
  for (let start = 0; start < z.value.length; start += units) {
    const row = Array.from(z.value.subarray(start, start + units));
    const largest = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    // Relative error of each exponential: that of its argument and that of exp itself.
    const relative = row.map((value, k) => {
      const down = largest - value;
      return z.error[start + k]! + U * down + precision.exp(-down);
    });
    const ofSum = powers.reduce((total, power, k) => total + (power / sum) * relative[k]!, 0);
    for (let k = 0; k < units; k++) {
      a.value[start + k] = powers[k]! / sum;
      a.error[start + k] =
        a.value[start + k]! * (1.01 * (relative[k]! + ofSum) + units * U + precision.divide);
    }
  }
  return a;
}

/** Values times exact factors (0 or dropout's scale): one rounding for the factor, one for the product. */
export function timesFactors({ value, error }: Bounded, factors: ArrayLike<number>): Bounded {
  return {
    value: value.map((v, i) => v * factors[i]!),
    error: error.map((e, i) => e * factors[i]! + 2 * U * Math.abs(value[i]! * factors[i]!)),
  };
}

/** Element-wise product. */
export function timesEach(a: Bounded, b: Bounded): Bounded {
  const value = a.value.map((v, i) => v * b.value[i]!);
  const error = a.error.map((da, i) => {
    const db = b.error[i]!;
    return Math.abs(a.value[i]!) * db + da * Math.abs(b.value[i]!) + da * db + U * Math.abs(value[i]!);
  });
  return { value, error };
}
