/**
 * From inputs to predictions: layer after layer, each unit adds up its weighted inputs and its bias, then applies the
 * activation. Parameters are one flat row (`NetworkShape.ts`); activations are [count, units], one row a sample.
 */
import { activateLayer } from './activations.ts';
import { layerOffsets, type LayerOffsets, type NetworkShape } from './NetworkShape.ts';
import type { Numbers } from './Numbers.ts';

/** Zeros of the same precision. */
export function zerosLike<T extends Numbers>(example: T, length: number): T {
  return (example instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)) as T;
}

/** Weighted sums z [count, units] of one layer. Sums run in double precision, whatever the arrays hold. */
export function weightedSums(
  parameters: Numbers,
  { inputs, units, kernelOffset, biasOffset }: LayerOffsets,
  x: Numbers,
  count: number,
  z: Numbers,
): void {
  const sums = new Float64Array(units);
  for (let n = 0; n < count; n++) {
    for (let j = 0; j < units; j++) sums[j] = parameters[biasOffset + j]!;
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]!;
      const row = kernelOffset + i * units;
      for (let j = 0; j < units; j++) sums[j] = sums[j]! + value * parameters[row + j]!;
    }
    z.set(sums, n * units);
  }
}

/**
 * Activations of every layer after the input, first hidden layer first; the last entry is the prediction.
 * `inputs` is [count, shape.inputs]; only the first P elements of `parameters` are read, so a state row will do.
 */
export function forward<T extends Numbers>(
  shape: NetworkShape,
  parameters: T,
  inputs: Numbers,
  count: number,
): T[] {
  const layers = layerOffsets(shape);
  let x: Numbers = inputs;
  return shape.layers.map(({ units, activation }, index) => {
    const z = zerosLike(parameters, count * units);
    weightedSums(parameters, layers[index]!, x, count, z);
    activateLayer(activation, z, z, count, units);
    x = z;
    return z;
  });
}
