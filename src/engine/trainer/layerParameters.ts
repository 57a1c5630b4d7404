/** Parameters as scripts see them (kernel [in][out] and bias of each layer) ⇄ the flat row [P] of the kernels. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/parameterErrors.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import type { LayerParameters } from '#protocol/trainer.ts';

/** Reads the first P values of `row`, so that a state row will do. */
export function toLayers(shape: NetworkShape, row: Float32Array): LayerParameters[] {
  return layerOffsets(shape).map(({ inputs, units, kernelOffset, biasOffset }) => ({
    kernel: Array.from({ length: inputs }, (_, i) => [
      ...row.subarray(kernelOffset + i * units, kernelOffset + (i + 1) * units),
    ]),
    bias: [...row.subarray(biasOffset, biasOffset + units)],
  }));
}

/** @throws Error that names the layer and index where the layers do not fit the network, or a value is not finite */
export function fromLayers(shape: NetworkShape, layers: readonly LayerParameters[]): Float32Array {
  const offsets = layerOffsets(shape);
  if (!Array.isArray(layers) || layers.length !== offsets.length) {
    throw failed(failures.layers({ layers: offsets.length, given: String(layers?.length) }));
  }
  const row = new Float32Array(parameterCount(shape));
  for (const [index, { inputs, units, kernelOffset, biasOffset }] of offsets.entries()) {
    const { kernel, bias }: Partial<LayerParameters> = layers[index] ?? {};
    const where = `layers[${index}]`;
    if (!Array.isArray(kernel) || kernel.length !== inputs) {
      throw failed(failures.kernelRows({ where, inputs, given: String(kernel?.length) }));
    }
    for (const [i, weights] of kernel.entries()) {
      copyRow(weights, units, row, kernelOffset + i * units, `${where}.kernel[${i}]`);
    }
    copyRow(bias, units, row, biasOffset, `${where}.bias`);
  }
  return row;
}

/** @throws Error with a sentence for the reader where the network has no parameter of this index, or the value is not finite */
export function checkParameter(count: number, index: number, value: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) throw failed(failures.noSuchWeight());
  if (!Number.isFinite(Math.fround(value))) throw failed(failures.weightNotFinite({ value: String(value) }));
}

function copyRow(
  from: readonly number[] | undefined,
  units: number,
  to: Float32Array,
  offset: number,
  where: string,
): void {
  if (!Array.isArray(from) || from.length !== units) {
    throw failed(failures.rowLength({ where, units, given: String(from?.length) }));
  }
  for (const [j, value] of from.entries()) {
    // Checked after rounding: 1e39 is finite as a double and infinite in single precision.
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value))) {
      throw failed(failures.notFinite({ where: `${where}[${j}]`, value: String(value) }));
    }
    to[offset + j] = value;
  }
}
