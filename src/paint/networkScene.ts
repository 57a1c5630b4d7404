/** All that the painter of the diagram is given: shape, numbers and what is selected; nothing of it is kept. */
import type { NetworkShape } from '../spec/networkShape.ts';
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
  /** Strength drawn at full width; by default from the links. */
  readonly full?: number | undefined;
  /** Every unit's map over the plane, [U, side, side]; with those of the inputs, [inputs, side, side]. */
  readonly maps?: { readonly side: number; readonly units: Float32Array } | undefined;
  readonly inputMaps?: { readonly side: number; readonly units: Float32Array } | undefined;
  /** Every unit's value for the sample on show, [U], and what the network is given of it. */
  readonly probe?: Float32Array | undefined;
  readonly probeInputs?: Float32Array | undefined;
  /** Side of the input image; 0 where inputs are no image. */
  readonly imageSide: number;
  readonly inputNames: readonly string[];
  /** Names beside several outputs. */
  readonly outputNames: readonly string[];
  /** Numbers beside several outputs, with their sign; empty for none. */
  readonly outputValues: readonly number[];
  /** Index of the largest output for the sample on show; −1 for none. */
  readonly answer: number;
  readonly selected: UnitPlace | null;
  readonly marked: Pick<Link, 'layer' | 'from' | 'to'> | null;
}

/** Where a layer's units start among all units, [U]. */
export function unitIndex(shape: NetworkShape, layer: number): number {
  let index = 0;
  for (let i = 0; i < layer; i++) index += shape.layers[i]?.units ?? 0;
  return index;
}
