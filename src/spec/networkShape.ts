/**
 * The shape of a dense network as the kernels see it, derived from an Experiment: widths and activations, and
 * where each layer's kernel and bias lie in the flat parameter array (kernel [in][out] row-major, then bias).
 */
import { DATA_SETS } from './dataSets.ts';
import type { Experiment } from './experiment.ts';
import { outputShape } from './output.ts';
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

/** Where one layer's parameters lie in the flat array, in elements. */
export interface LayerPlace {
  readonly inputs: number;
  readonly units: number;
  readonly kernelOffset: number;
  readonly biasOffset: number;
}

/** Width of a row as the network sees it: chosen features of a plane, columns of a table, pixels of an image. */
export function inputWidth(data: Experiment['data']): number {
  const facts = DATA_SETS[data.set];
  return facts.kind === 'plane' ? (data.features?.length ?? 2) : facts.columns.length;
}

export function networkShape(experiment: Pick<Experiment, 'data' | 'network'>): NetworkShape {
  const output = outputShape(experiment.data.set, experiment.network.output.activation);
  return {
    inputs: inputWidth(experiment.data),
    layers: [...experiment.network.hidden, { units: output.units, activation: output.activation }],
  };
}

export function layerPlaces(shape: NetworkShape): LayerPlace[] {
  let offset = 0;
  let inputs = shape.inputs;
  return shape.layers.map(({ units }) => {
    const place = { inputs, units, kernelOffset: offset, biasOffset: offset + inputs * units };
    offset = place.biasOffset + units;
    inputs = units;
    return place;
  });
}

export function parameterCount(shape: NetworkShape): number {
  const last = layerPlaces(shape).at(-1);
  return last ? last.biasOffset + last.units : 0;
}

/** Activations of all layers after the input, per sample. */
export function unitCount(shape: NetworkShape): number {
  return shape.layers.reduce((sum, layer) => sum + layer.units, 0);
}
