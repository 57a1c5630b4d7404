/**
 * Maps a unit's values to the −1…+1 of the diverging scale. Hidden units with an unbounded activation are divided by their own
 * largest value, so that the shape of a ReLU is visible; outputs keep their scale, since their colours are compared with
 * the points.
 */
import { isBounded } from '#nn/activations.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';

export interface Shade {
  /** shade = value × factor + shift */
  readonly factor: number;
  readonly shift: number;
}

/**
 * @param layer 0 is the first layer after the inputs
 * @param values every value shown with this shade; used only where the activation is unbounded
 */
export function unitShade(
  shape: NetworkShape,
  layer: number,
  unit: number,
  values: ArrayLike<number>,
  from = 0,
  to = values.length,
): Shade {
  const { activation = 'linear', units = 1 } = shape.layers[layer] ?? {};
  if (layer === shape.layers.length - 1) {
    // One probability decides between two classes at one half; two are those of −1 and +1.
    if (activation === 'sigmoid' && units === 1) return { factor: 2, shift: -1 };
    if (activation === 'softmax' && units === 2) return { factor: unit === 0 ? -1 : 1, shift: 0 };
    return { factor: 1, shift: 0 };
  }
  if (isBounded(activation)) return { factor: 1, shift: 0 };
  let largest = 1;
  for (let i = from; i < to; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > largest && size < Infinity) largest = size;
  }
  return { factor: 1 / largest, shift: 0 };
}

/** Divides by the largest size, so that any range fills the scale; all zero stays zero. */
export function fullRange(values: ArrayLike<number>, from = 0, to = values.length): number {
  let largest = 0;
  for (let i = from; i < to; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest > 0 ? 1 / largest : 1;
}
