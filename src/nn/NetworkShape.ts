/**
 * The shape of a dense network: widths and activations, and the offset of each layer's kernel and bias in the flat array
 * of parameters (kernel [in][out] row-major, then bias [out]).
 */
import type { Activation, OutputActivation } from './vocabulary.ts';

export interface LayerShape {
  readonly units: number;
  readonly activation: Activation | OutputActivation;
}

export interface NetworkShape {
  readonly inputs: number;
  /** Hidden layers, then the output layer; at least one. Only the last may be softmax. */
  readonly layers: readonly LayerShape[];
}

/** The last layer. Throws where a shape has none. */
export function outputLayer({
  layers,
}: NetworkShape): LayerShape & { readonly activation: OutputActivation } {
  const last = layers.at(-1);
  if (!last) throw new Error('Bug: a network has at least one layer, its output');
  return last as LayerShape & { readonly activation: OutputActivation };
}

/** Where one layer's parameters lie in the flat array, in elements. */
export interface LayerOffsets {
  readonly inputs: number;
  readonly units: number;
  readonly kernelOffset: number;
  readonly biasOffset: number;
}

export function layerOffsets(shape: NetworkShape): LayerOffsets[] {
  let offset = 0;
  let inputs = shape.inputs;
  return shape.layers.map(({ units }) => {
    const layer = { inputs, units, kernelOffset: offset, biasOffset: offset + inputs * units };
    offset = layer.biasOffset + units;
    inputs = units;
    return layer;
  });
}

export function parameterCount(shape: NetworkShape): number {
  const last = layerOffsets(shape).at(-1);
  return last ? last.biasOffset + last.units : 0;
}

/** Activations of all layers after the input, per sample. */
export function unitCount(shape: NetworkShape): number {
  return shape.layers.reduce((sum, layer) => sum + layer.units, 0);
}
