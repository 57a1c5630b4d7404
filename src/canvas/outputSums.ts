/**
 * Weighted sums (logits) of the last layer, z = b + Σ a·w. After a softmax a snapshot has only probabilities, so the
 * logits are computed again from weights and activations.
 */
import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';
import { unitIndex } from './networkScene.ts';

/**
 * @param probe activations of every layer for one sample, [U]
 * @param inputs the network's inputs for that sample; used where there is no hidden layer
 */
export function outputSums(
  shape: NetworkShape,
  parameters: ArrayLike<number>,
  probe: ArrayLike<number>,
  inputs: ArrayLike<number> | undefined,
): number[] {
  const last = shape.layers.length - 1;
  const place = layerOffsets(shape)[last];
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
