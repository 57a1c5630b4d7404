/** Scene of the network diagram: shape, values and selection; the painter keeps nothing of it. */
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { NetworkLayout } from './networkLayout.ts';
import type { Link } from './networkLinks.ts';

export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

export interface NetworkScene {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly links: readonly Link[];
  /** Strength drawn at full width; derived from the links if absent. */
  readonly full?: number | undefined;
  /** Map of every unit over the plane, [U, side, side]; and of the inputs, [inputs, side, side]. */
  readonly maps?: { readonly side: number; readonly units: Float32Array } | undefined;
  readonly inputMaps?: { readonly side: number; readonly units: Float32Array } | undefined;
  /** Activations of the sample shown, [U], and its inputs to the network. */
  readonly probe?: Float32Array | undefined;
  readonly probeInputs?: Float32Array | undefined;
  /** Side of the input image; 0 where inputs are not an image. */
  readonly imageSide: number;
  readonly inputNames: readonly string[];
  /** Names of several outputs. */
  readonly outputNames: readonly string[];
  /** Values of several outputs, with sign; empty for none. */
  readonly outputValues: readonly number[];
  /** Index of the largest output for the sample shown; −1 for none. */
  readonly answer: number;
  readonly selected: UnitPlace | null;
  readonly marked: Pick<Link, 'layer' | 'from' | 'to'> | null;
}

/** Index of a layer's first unit among all units, [U]. */
export function unitIndex(shape: NetworkShape, layer: number): number {
  let index = 0;
  for (let i = 0; i < layer; i++) index += shape.layers[i]?.units ?? 0;
  return index;
}
