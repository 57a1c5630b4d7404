/** Parameters as scripts see them (a kernel [in][out] and a bias for each layer) and as the flat row of the kernels. */
import { layerPlaces, parameterCount, type NetworkShape } from '../../spec/networkShape.ts';
import type { LayerParameters } from '../../wire/trainer.ts';

/** Reads the first P values of `row`, so that a state row will do. */
export function toLayers(shape: NetworkShape, row: Float32Array): LayerParameters[] {
  return layerPlaces(shape).map(({ inputs, units, kernelOffset, biasOffset }) => ({
    kernel: Array.from({ length: inputs }, (_, i) => [
      ...row.subarray(kernelOffset + i * units, kernelOffset + (i + 1) * units),
    ]),
    bias: [...row.subarray(biasOffset, biasOffset + units)],
  }));
}

/** Throws, naming the place, when the layers do not fit the network or hold anything but finite numbers. */
export function fromLayers(shape: NetworkShape, layers: readonly LayerParameters[]): Float32Array {
  const places = layerPlaces(shape);
  if (!Array.isArray(layers) || layers.length !== places.length) {
    throw new Error(
      `The network has ${places.length} layers, but parameters of ${layers?.length} were given.`,
    );
  }
  const row = new Float32Array(parameterCount(shape));
  for (const [index, { inputs, units, kernelOffset, biasOffset }] of places.entries()) {
    const { kernel, bias } = layers[index]!;
    const where = `layers[${index}]`;
    if (!Array.isArray(kernel) || kernel.length !== inputs) {
      throw new Error(
        `${where}.kernel must have ${inputs} rows, one for each input; it has ${kernel?.length}.`,
      );
    }
    for (const [i, weights] of kernel.entries()) {
      copyRow(weights, units, row, kernelOffset + i * units, `${where}.kernel[${i}]`);
    }
    copyRow(bias, units, row, biasOffset, `${where}.bias`);
  }
  return row;
}

function copyRow(
  from: readonly number[],
  units: number,
  to: Float32Array,
  offset: number,
  where: string,
): void {
  if (!Array.isArray(from) || from.length !== units) {
    throw new Error(`${where} must have ${units} numbers, one for each unit; it has ${from?.length}.`);
  }
  for (const [j, value] of from.entries()) {
    // Checked after rounding: 1e39 is finite as a double and infinite in single precision.
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) {
      throw new Error(`${where}[${j}] must be a finite number; it is ${String(value)}.`);
    }
    to[offset + j] = value;
  }
}
