/**
 * How exact each device is, operation by operation: what `boundedStep.ts` turns into a bound for every number that a
 * kernel returns. All figures are largest errors in units of u = 2⁻²⁴, the rounding of single precision: relative ones
 * of the result's size, absolute ones as they are.
 */
import type { Activation, DeviceName } from '../../../spec/vocabulary.ts';

export const U = 2 ** -24;

export interface Precision {
  /** Adding up n products in any order: relative to the sum of the products' sizes. √n of n roundings remain. */
  sum(n: number): number;
  /** Activation f at z where its value is a: absolute. */
  value(name: Activation, z: number, a: number): number;
  /** Its slope f′ at z where that is s: absolute. */
  slope(name: Activation, z: number, s: number): number;
  /** eˣ for x ≤ 0: relative. */
  exp(x: number): number;
  /** ln Σ eᶻ and ln(1 + e^−|z|) as the cross-entropies take them: absolute, relative above 1. */
  log: number;
  /** Division and square root: relative. */
  divide: number;
  root: number;
}

/**
 * The reference in single precision computes in double precision and rounds what it stores. A slope is taken from the
 * stored value: at most |f″/f′|·a ≤ 2 roundings of it.
 */
const CPU: Precision = {
  sum: () => U,
  value: (_, _z, a) => U * Math.abs(a),
  slope: () => 2 * U,
  exp: () => U,
  log: U,
  divide: U,
  root: U,
};

/** Relative errors that `wasm/assembly/approximations.ts` states and `approximations.test.ts` proves. */
const WASM_TANH = 4e-7;
const WASM_EXP = 2e-7;
const WASM_EXPM1 = 5e-7;
const WASM_SIGMOID = 4e-7;
const WASM_SOFTPLUS = 5e-7;
const WASM_NORMAL_SHARE = 2e-7;
/** The reference's gelu stands on Abramowitz & Stegun's erf, off by 1.5e-7; half of that is the share's part. */
const REFERENCE_NORMAL_SHARE = 0.75e-7;

/** Single precision throughout: a product and the sums on its way round n + 1 times at most, in whatever order. */
const WASM: Precision = {
  sum: (n) => Math.sqrt(n + 1) * U,
  value(name, z, a) {
    const size = Math.abs(a);
    switch (name) {
      case 'linear':
      case 'relu':
        return 0;
      case 'leakyRelu':
        return 2 * U * size;
      case 'elu':
        return WASM_EXPM1 * size;
      case 'selu':
        return (WASM_EXPM1 + 2 * U) * size;
      case 'gelu':
        return (WASM_NORMAL_SHARE + REFERENCE_NORMAL_SHARE) * Math.abs(z) + U * size;
      case 'silu':
        return (WASM_SIGMOID + U) * size;
      case 'softplus':
        return WASM_SOFTPLUS * size;
      case 'tanh':
        return WASM_TANH * size;
      case 'sigmoid':
        return WASM_SIGMOID * size;
    }
  },
  // From the value a where the slope follows from it: 1 − a², a(1 − a), a + 1.
  slope(name, z, s) {
    switch (name) {
      case 'linear':
      case 'relu':
        return 0;
      case 'leakyRelu':
        return U;
      case 'elu':
        return WASM_EXPM1 + 2 * U;
      case 'selu':
        return 2 * (WASM_EXPM1 + 2 * U);
      case 'gelu':
        // Share and density, whose relative error of 4e-7·(1 + z²) is at most 2e-7 absolute; times z.
        return WASM_NORMAL_SHARE + REFERENCE_NORMAL_SHARE + 2e-7 * Math.abs(z) + 3 * U * (1 + Math.abs(s));
      case 'silu':
        return (WASM_SIGMOID + 3 * U) * (1 + Math.abs(z));
      case 'softplus':
        return WASM_SIGMOID * s;
      case 'tanh':
        return 2 * WASM_TANH + 2 * U;
      case 'sigmoid':
        return WASM_SIGMOID + 2 * U;
    }
  },
  exp: () => WASM_EXP,
  log: 3e-7,
  divide: U,
  root: U,
};

/**
 * WGSL promises correctly rounded sums and products, 2.5 ulp for a division, 3 + 2|x| ulp for exp, and a square root by
 * way of 1/inverseSqrt (2 ulp); an ulp is 2 u. Activations are held to 16 u of their size and 4 u (gelu 8 u) by
 * `webgpu/forward.kernel.test.ts`. A slope goes once more through the same exponential and division and, for tanh, is four
 * times a product of them.
 */
const WEBGPU: Precision = {
  sum: (n) => Math.sqrt(n + 1) * U,
  value: (name, _z, a) => 16 * U * Math.abs(a) + (name === 'gelu' ? 8 : 4) * U,
  slope: (_, z, s) => 8 * U * Math.abs(s) + 24 * U * (1 + Math.min(1, Math.abs(z))),
  exp: (x) => (6 + 4 * Math.abs(x)) * U,
  log: 8 * U,
  divide: 5 * U,
  root: 9 * U,
};

export const PRECISION: Readonly<Record<DeviceName, Precision>> = { cpu: CPU, wasm: WASM, webgpu: WEBGPU };

/**
 * tfjs's own operations on its `cpu` backend: each rounds once, matrix products add up in blocks. An activation and its
 * derivative are chains of at most eight of them, whose intermediate values are no larger than 1 + |z|.
 */
export const TFJS_OPS: Precision = {
  sum: (n) => Math.sqrt(n + 1) * U,
  value: (_, z) => 8 * U * (1 + Math.abs(z)),
  slope: (_, z) => 8 * U * (1 + Math.abs(z)),
  exp: () => 4 * U,
  log: 4 * U,
  divide: U,
  root: U,
};
