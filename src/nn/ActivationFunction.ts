/**
 * What a file of `activations/` exports: the function itself (under the file's name), `wgsl`, `assembly` and `checks`.
 * They are exports of their own so that a bundler leaves out what a chunk does not need. docs/adding.md has an example.
 */
import type { Label } from './Label.ts';
import type { TensorOps } from './TensorOps.ts';

/** A function of one weighted sum z, with value a = f(z). */
export interface ActivationFunction {
  /** Where it stands in menus, and by which number kernels know it: no two alike. */
  readonly order: number;
  readonly label: Label;
  readonly formula: string;
  /** Least and largest value. */
  readonly range: readonly [number, number];
  /** An output layer may have it, too. */
  readonly isOutput?: boolean;
  /** f(z). Holds to ±10,000 without overflow; a NaN stays a NaN, so that a run gone wrong is seen. */
  readonly value: (z: number) => number;
  /** f′(z), where f(z) = a. At a kink: from the left. */
  readonly derivative: (z: number, a: number) => number;
  /** The kernels can compute f′ from the value a; those that need z keep f′ from the forward pass. */
  readonly derivativeFrom: 'a' | 'z';
}

/**
 * The same on WebGPU: body of a function of z that returns vec2(f(z), f′(z)); `ARITHMETIC` in `activationCode.ts` is in scope.
 */
export type ActivationWgsl = string;

/** The same in AssemblyScript, four at once; `lanes.ts`, `approximations.ts`, `zero` and `one` are in scope. */
export interface ActivationAssembly {
  /** Body of a function of z that returns f(z). */
  readonly value: string;
  /** Body of a function that returns f′, of a or of z as `derivativeFrom` says. */
  readonly derivative: string;
}

/** What tests hold it to. */
export interface ActivationChecks {
  /** The function in operations of TensorFlow.js, which differentiates it by itself. */
  readonly oracle: <T>(tf: TensorOps<T>, z: T) => T;
  /** Some [z, f(z)] from its source. */
  readonly examples: readonly (readonly [z: number, value: number])[];
  /** How far `derivative` may be from the numeric derivative of `value`, where that is an approximation; 0 where absent. */
  readonly derivativeError?: number;
  /** Absolute error of the WGSL's value, in roundings of single precision, besides 16 of its size; 4 where absent. */
  readonly wgslRoundings?: number;
  /** Largest errors of the AssemblyScript, absolute: of f(z) = a, and of f′(z) = d. See `rounding.ts`. */
  readonly assemblyError: {
    readonly value: (z: number, a: number) => number;
    readonly derivative: (z: number, d: number) => number;
  };
}
