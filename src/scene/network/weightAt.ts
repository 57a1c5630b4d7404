import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';

/** A larger weight is a typing error: float32 products of it overflow within two layers. */
export const LARGEST_WEIGHT = 10_000;

/** Entry of a kernel, or a bias where `from` is null. */
export function weightAt(
  shape: NetworkShape,
  parameters: ArrayLike<number>,
  layer: number,
  from: number | null,
  to: number,
): number {
  const place = layerOffsets(shape)[layer];
  if (!place) return Number.NaN;
  return (
    parameters[from === null ? place.biasOffset + to : place.kernelOffset + from * place.units + to] ??
    Number.NaN
  );
}
