/**
 * Scaling folded into the first layer, so that a layers model of TensorFlow.js, which has no layer for it, takes raw rows:
 * W·(x − μ)/σ + b = (W/σ)·x + (b − Σ W·μ/σ), computed in double precision.
 */
import type { ModelLayer, ModelToExport } from '../../ModelToExport.ts';

/**
 * A mean so many deviations away from 0 is not folded: bias and sum would be large and nearly cancel, which single precision
 * does not survive.
 */
const MOST_OFFSET = 20;

/** @returns layers that take raw rows; null where the inputs are more than scaled columns, or too far off 0 */
export function foldScaling({ layers, inputs, columns }: ModelToExport): readonly ModelLayer[] | null {
  const [first, ...rest] = layers;
  if (!first) return null;
  const { units } = first;
  const kernel = new Float64Array(columns.length * units);
  const bias = Float64Array.from(first.bias);
  for (const [i, input] of inputs.entries()) {
    if (input.kind !== 'number' || Math.abs(input.mean / input.deviation) > MOST_OFFSET) return null;
    for (let unit = 0; unit < units; unit++) {
      const weight = first.kernel[i * units + unit]! / input.deviation;
      kernel[input.column * units + unit]! += weight;
      bias[unit]! -= weight * input.mean;
    }
  }
  const folded = {
    ...first,
    inputs: columns.length,
    kernel: Float32Array.from(kernel),
    bias: Float32Array.from(bias),
  };
  return [folded, ...rest];
}
