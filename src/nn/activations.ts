/** Activations by name, and of whole layers. Each function has a file of its own in `activations/`. */
import type { ActivationFunction } from './ActivationFunction.ts';
import { ACTIVATION_MEMBERS } from './generated/activations.ts';
import type { Numbers } from './Numbers.ts';
import { softmax, softmaxRow } from './softmax.ts';
import type { Activation, OutputActivation } from './vocabulary.ts';

export const ACTIVATION_FUNCTIONS: Readonly<Record<Activation, ActivationFunction>> = ACTIVATION_MEMBERS;

/** Label, formula and range of every activation, softmax included. */
export const DESCRIBED_ACTIVATIONS: Readonly<
  Record<Activation | OutputActivation, Pick<ActivationFunction, 'label' | 'formula' | 'range'>>
> = { ...ACTIVATION_FUNCTIONS, softmax };

/** Its values have a least and a largest. */
export const isBounded = (name: Activation | OutputActivation): boolean =>
  DESCRIBED_ACTIVATIONS[name].range.every(Number.isFinite);

/** Activations a = f(z) of a whole layer, both [count, units]; `z` and `a` may be the same array. */
export function activateLayer(
  name: Activation | OutputActivation,
  z: Numbers,
  a: Numbers,
  count: number,
  units: number,
): void {
  if (name === 'softmax') {
    for (let n = 0; n < count; n++) softmaxRow(z, a, n * units, units);
    return;
  }
  const { value } = ACTIVATION_FUNCTIONS[name];
  for (let i = 0; i < count * units; i++) a[i] = value(z[i]!);
}

/** The chain rule through an activation: delta ← delta · f′(z), for `count` numbers from `start` on. */
export function multiplyByDerivative(
  name: Activation,
  z: Numbers,
  a: Numbers,
  delta: Numbers,
  start: number,
  count: number,
): void {
  const { derivative } = ACTIVATION_FUNCTIONS[name];
  for (let i = start; i < start + count; i++) delta[i] = delta[i]! * derivative(z[i]!, a[i]!);
}
