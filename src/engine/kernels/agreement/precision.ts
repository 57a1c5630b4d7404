/**
 * Error bounds of each device, operation by operation, from which `boundedStep.ts` computes a bound for every number that a
 * kernel returns. All are largest errors in terms of u = 2⁻²⁴, the unit roundoff of single precision: relative to the
 * result's magnitude, or absolute.
 */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { ACTIVATION_CHECKS } from '#nn/checks.ts';
import { APPROXIMATION_ERROR, U } from '#nn/rounding.ts';
import type { Activation } from '#nn/vocabulary.ts';

export interface Precision {
  /** Sum of n products in any order: relative to the sum of their magnitudes. n roundings add in quadrature, √n. */
  sum(n: number): number;
  /** Activation f at z where its value is a: absolute. */
  value(name: Activation, z: number, a: number): number;
  /** Its derivative f′ at z where that is s: absolute. */
  derivative(name: Activation, z: number, s: number): number;
  /** eˣ for x ≤ 0: relative. */
  exp(x: number): number;
  /** ln Σ eᶻ and ln(1 + e^−|z|) as the cross-entropies take them: absolute, relative above 1. */
  log: number;
  /** Division and square root: relative. */
  divide: number;
  root: number;
}

/**
 * The reference in single precision computes in double precision and rounds what it stores. A derivative is computed from the
 * stored value: at most |f″/f′|·a ≤ 2 roundings of it.
 */
const CPU: Precision = {
  sum: () => U,
  value: (_, _z, a) => U * Math.abs(a),
  derivative: () => 2 * U,
  exp: () => U,
  log: U,
  divide: U,
  root: U,
};

/** Single precision throughout: a product and the sums it enters round n + 1 times at most, in any order. */
const WASM: Precision = {
  sum: (n) => Math.sqrt(n + 1) * U,
  value: (name, z, a) => ACTIVATION_CHECKS[name].assemblyError.value(z, a),
  derivative: (name, z, d) => ACTIVATION_CHECKS[name].assemblyError.derivative(z, d),
  exp: () => APPROXIMATION_ERROR.exp,
  log: 3e-7,
  divide: U,
  root: U,
};

/**
 * WGSL promises correctly rounded sums and products, 2.5 ulp for a division, 3 + 2|x| ulp for exp, and a square root by
 * way of 1/inverseSqrt (2 ulp); an ulp is 2 u. Activations are held to 16 u of their size and 4 u (gelu 8 u) by
 * `webgpu/forward.kernel.test.ts`. A derivative takes the same exponential and division once more and, for tanh, is four
 * times a product of them.
 */
const WEBGPU: Precision = {
  sum: (n) => Math.sqrt(n + 1) * U,
  value: (name, _z, a) => 16 * U * Math.abs(a) + (ACTIVATION_CHECKS[name].wgslRoundings ?? 4) * U,
  derivative: (_, z, s) => 8 * U * Math.abs(s) + 24 * U * (1 + Math.min(1, Math.abs(z))),
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
  derivative: (_, z) => 8 * U * (1 + Math.abs(z)),
  exp: () => 4 * U,
  log: 4 * U,
  divide: U,
  root: U,
};
