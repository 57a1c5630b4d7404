/**
 * A unit's incoming weights as an image, each at the position of its source: the pixels of the input image, or the tiles of the
 * layer before.
 */
import type { LayerOffsets } from '#nn/NetworkShape.ts';
import type { ColorScale } from './colorScale.ts';

export function weightShape(inputs: number, across: number): { width: number; height: number } {
  return { width: Math.min(across, inputs), height: Math.ceil(inputs / across) };
}

/** Weight with the full colour: four times the root mean square, so that initial noise stays pale and a few
 * outliers do not fade the rest. */
export function weightRange(parameters: ArrayLike<number>, place: LayerOffsets): number {
  let sum = 0;
  for (let i = place.kernelOffset; i < place.biasOffset; i++) sum += (parameters[i] ?? 0) ** 2;
  const rms = Math.sqrt(sum / Math.max(1, place.biasOffset - place.kernelOffset));
  return rms > 0 && Number.isFinite(rms) ? 4 * rms : 1;
}

/** Cells of the last row without a source stay transparent. */
export function writeWeightImage(
  target: Uint32Array,
  start: number,
  stride: number,
  parameters: ArrayLike<number>,
  place: LayerOffsets,
  unit: number,
  width: number,
  factor: number,
  scale: ColorScale,
): void {
  const height = Math.ceil(place.inputs / width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const input = row * width + column;
      const weight = parameters[place.kernelOffset + input * place.units + unit];
      const at = start + row * stride + column;
      target[at] = input < place.inputs ? scale.pixel((weight ?? Number.NaN) * factor) : 0;
    }
  }
}
