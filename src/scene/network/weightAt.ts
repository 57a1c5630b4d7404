import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';

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
