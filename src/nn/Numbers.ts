/** Single or double precision: the product runs on the first, tests take the second as their standard. */
export type Numbers = Float32Array | Float64Array;
