/** Test support: all parameters of some layers in one row, as the kernels have them. */
import type { ModelLayer } from '../ModelToExport.ts';

export const flatOf = (layers: readonly ModelLayer[]): Float32Array =>
  Float32Array.from(layers.flatMap(({ kernel, bias }) => [...kernel, ...bias]));
