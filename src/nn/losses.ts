/**
 * How wrong a prediction is. For one sample (a row of weighted sums z, outputs a and targets t) a loss gives its value and
 * the gradient with respect to z, where backpropagation starts. Each loss has a file of its own in `losses/`.
 */
import { multiplyByDerivative } from './activations.ts';
import { classOf } from './classOf.ts';
import { LOSS_MEMBERS } from './generated/losses.ts';
import type { LossFunction } from './LossFunction.ts';
import type { Numbers } from './Numbers.ts';
import { logSumExp, softmaxBackward } from './softmax.ts';
import type { Loss, OutputActivation } from './vocabulary.ts';

export const LOSS_FUNCTIONS: Readonly<Record<Loss, LossFunction>> = LOSS_MEMBERS;

/** The loss is computed from the weighted sums, and its gradient is already with respect to them. */
export const takesLogits = (loss: Loss): boolean => LOSS_FUNCTIONS[loss].from !== 'outputs';

/** The sample at `start` of the batch: [units] values of each array from there on. */
export interface OutputRow {
  readonly z: Numbers;
  readonly a: Numbers;
  readonly t: Numbers;
  readonly start: number;
  /** Targets may lie elsewhere than the outputs do. */
  readonly targetStart: number;
  readonly units: number;
}

/** Loss of one sample: the sum of its terms, or their mean. */
export function sampleLoss(name: Loss, { z, a, t, start, targetStart, units }: OutputRow): number {
  const loss = LOSS_FUNCTIONS[name];
  const count = loss.isMean ? units : 1;
  let sum = 0;
  if (loss.from === 'softmax') {
    const logSum = logSumExp(z, start, units);
    // Targets of 0 leave out their terms, which must not hide a NaN.
    if (Number.isNaN(logSum)) return NaN;
    for (let k = 0; k < units; k++) sum += loss.loss(z[start + k]!, t[targetStart + k]!, logSum) / count;
    return sum;
  }
  const seen = loss.from === 'logits' ? z : a;
  for (let k = 0; k < units; k++) sum += loss.loss(seen[start + k]!, t[targetStart + k]!) / count;
  return sum;
}

/** Writes the gradient of one sample's loss with respect to its weighted sums into `gradient` [units] at `start`. */
export function lossGradient(
  name: Loss,
  activation: OutputActivation,
  { z, a, t, start, targetStart, units }: OutputRow,
  gradient: Numbers,
): void {
  const loss = LOSS_FUNCTIONS[name];
  const count = loss.isMean ? units : 1;
  let weight = 0;
  for (let k = 0; k < units; k++) weight += t[targetStart + k]!;
  for (let k = 0; k < units; k++) {
    gradient[start + k] = loss.gradient(a[start + k]!, t[targetStart + k]!, weight) / count;
  }
  if (loss.from !== 'outputs') return;
  // So far it is the gradient in the outputs: on through the activation.
  if (activation === 'softmax') softmaxBackward(a, gradient, start, units);
  else multiplyByDerivative(activation, z, a, gradient, start, units);
}

/** True if the prediction is of the target's class. One that is of no class (`classOf`) is not correct. */
export function isCorrect(activation: OutputActivation, row: OutputRow): boolean {
  const { a, t, start, targetStart, units } = row;
  const predicted = classOf(activation, a, start, units);
  return predicted >= 0 && predicted === classOf(activation, t, targetStart, units);
}
