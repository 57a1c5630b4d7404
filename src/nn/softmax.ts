/**
 * Softmax: from the weighted sums of an output layer to probabilities of classes. It looks at a whole row of units, so it
 * is no member of `activations/`: kernels and losses know it by name.
 */
import type { Label } from './Label.ts';
import type { Numbers } from './Numbers.ts';

export const softmax: {
  readonly label: Label;
  readonly formula: string;
  readonly range: readonly [number, number];
} = {
  label: { short: 'Softmax', whole: 'Softmax', about: 'One probability per class, adding up to 1' },
  formula: 'fₖ(z) = e^zₖ / Σ e^zⱼ',
  range: [0, 1],
};

/** ln Σ eᶻ of a row. The largest z is subtracted first, so that no exponential overflows. */
export function logSumExp(z: Numbers, start: number, units: number): number {
  let largest = -Infinity;
  for (let k = start; k < start + units; k++) largest = Math.max(largest, z[k]!);
  let sum = 0;
  for (let k = start; k < start + units; k++) sum += Math.exp(z[k]! - largest);
  return largest + Math.log(sum);
}

/** Probabilities `a` of the row of `units` weighted sums `z` at `start`. */
export function softmaxRow(z: Numbers, a: Numbers, start: number, units: number): void {
  let largest = -Infinity;
  for (let k = start; k < start + units; k++) largest = Math.max(largest, z[k]!);
  let sum = 0;
  for (let k = start; k < start + units; k++) sum += a[k] = Math.exp(z[k]! - largest);
  for (let k = start; k < start + units; k++) a[k] = a[k]! / sum;
}

/**
 * From the gradient in the outputs of a row to that in its weighted sums, in place. Every output depends on every z:
 * ∂L/∂zₖ = aₖ (gₖ − Σ gⱼ aⱼ).
 */
export function softmaxBackward(a: Numbers, gradient: Numbers, start: number, units: number): void {
  let mean = 0;
  for (let k = start; k < start + units; k++) mean += gradient[k]! * a[k]!;
  for (let k = start; k < start + units; k++) gradient[k] = a[k]! * (gradient[k]! - mean);
}
