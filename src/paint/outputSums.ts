/**
 * The sums that the last layer bends into its answer: z = b + Σ a·w of the activations before it. After a softmax only
 * probabilities are left, so the logits are made again from what a snapshot carries.
 */
import { layerPlaces, type NetworkShape } from '../spec/networkShape.ts';
import { unitIndex } from './networkScene.ts';

/**
 * @param probe every layer's values for one sample, [U]
 * @param inputs what the network was given of it; used where there is no hidden layer
 */
export function outputSums(
  shape: NetworkShape,
  parameters: ArrayLike<number>,
  probe: ArrayLike<number>,
  inputs: ArrayLike<number> | undefined,
): number[] {
  const last = shape.layers.length - 1;
  const place = layerPlaces(shape)[last];
  if (!place) return [];
  const start = last > 0 ? unitIndex(shape, last - 1) : 0;
  const before = last > 0 ? probe : inputs;
  return Array.from({ length: place.units }, (_, unit) => {
    let sum = parameters[place.biasOffset + unit] ?? Number.NaN;
    for (let i = 0; i < place.inputs; i++) {
      sum +=
        (before?.[start + i] ?? Number.NaN) * (parameters[place.kernelOffset + i * place.units + unit] ?? 0);
    }
    return sum;
  });
}

/** Index of the largest of `values[from … from + count)`; −1 where none is a number. */
export function largestIndex(values: ArrayLike<number>, from = 0, count = values.length - from): number {
  let best = -1;
  for (let i = 0; i < count; i++) {
    const value = values[from + i] ?? Number.NaN;
    if (best < 0 ? !Number.isNaN(value) : value > (values[from + best] ?? Number.NaN)) best = i;
  }
  return best;
}
