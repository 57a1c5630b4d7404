/** How exact the building blocks of the compiled kernels are: what the error bounds of tests are made from. */

/** The rounding of single precision, relative. */
export const U = 2 ** -24;

/** Largest errors that `wasm/assembly/approximations.ts` states and `approximations.test.ts` proves; relative. */
export const APPROXIMATION_ERROR = {
  tanh: 4e-7,
  exp: 2e-7,
  expm1: 5e-7,
  sigmoid: 4e-7,
  softplus: 5e-7,
  /** Absolute. The reference's erf (Abramowitz & Stegun) is off by 1.5e-7, half of which is this share's part. */
  normalShare: 2e-7 + 0.75e-7,
} as const;
