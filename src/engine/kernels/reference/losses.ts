/**
 * How wrong an answer is. For one sample (a row of weighted sums z, outputs a and targets t) each loss gives its value
 * and the gradient with respect to z, where backpropagation starts. Formulas: `contract.ts`.
 */
import type { Loss, OutputActivation } from '../../../spec/vocabulary.ts';
import { HUBER_DELTA } from '../contract.ts';
import { slope, softplus, type Numbers } from './activations.ts';

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

/** ln Σ eᶻ of a row, without overflow. */
function logSumExp({ z, start, units }: OutputRow): number {
  let largest = -Infinity;
  for (let k = 0; k < units; k++) largest = Math.max(largest, z[start + k]!);
  let sum = 0;
  for (let k = 0; k < units; k++) sum += Math.exp(z[start + k]! - largest);
  return largest + Math.log(sum);
}

/** Loss of one sample. Cross-entropies are taken from z, so that no logarithm ever meets zero. */
export function sampleLoss(loss: Loss, row: OutputRow): number {
  const { z, a, t, start, targetStart, units } = row;
  let sum = 0;
  if (loss === 'categoricalCrossentropy') {
    const all = logSumExp(row);
    for (let k = 0; k < units; k++) {
      const target = t[targetStart + k]!;
      // 0 · ∞ must not make a NaN of a class that is not asked for.
      if (target !== 0) sum += target * (all - z[start + k]!);
    }
    return Number.isNaN(all) ? NaN : sum;
  }
  for (let k = 0; k < units; k++) {
    const target = t[targetStart + k]!;
    const error = a[start + k]! - target;
    switch (loss) {
      case 'halfSquaredError':
        sum += 0.5 * error * error;
        break;
      case 'meanSquaredError':
        sum += (error * error) / units;
        break;
      case 'huber': {
        const size = Math.abs(error);
        const bent = size < HUBER_DELTA ? 0.5 * error * error : HUBER_DELTA * (size - 0.5 * HUBER_DELTA);
        sum += bent / units;
        break;
      }
      case 'hinge':
        sum += Math.max(0, 1 - target * a[start + k]!) / units;
        break;
      case 'binaryCrossentropy':
        // −t ln σ(z) − (1−t) ln(1−σ(z)) = softplus(z) − t·z
        sum += (softplus(z[start + k]!) - target * z[start + k]!) / units;
        break;
    }
  }
  return sum;
}

/** Slope of the loss in one output value, for the losses that look at the output itself. */
function outputGradient(loss: Loss, value: number, target: number, units: number): number {
  const error = value - target;
  switch (loss) {
    case 'halfSquaredError':
      return error;
    case 'meanSquaredError':
      return (2 * error) / units;
    case 'huber':
      return Math.max(-HUBER_DELTA, Math.min(HUBER_DELTA, error)) / units;
    case 'hinge':
      return 1 - target * value > 0 ? -target / units : 0;
    default:
      throw new Error(`${loss} is taken from the logits, not from the outputs.`);
  }
}

/** Writes the gradient of one sample's loss with respect to its weighted sums into `gradient` [units] at `start`. */
export function lossGradient(
  loss: Loss,
  activation: OutputActivation,
  row: OutputRow,
  gradient: Numbers,
): void {
  const { z, a, t, start, targetStart, units } = row;
  if (loss === 'binaryCrossentropy') {
    // The slope of σ cancels against the loss's own denominator.
    for (let k = 0; k < units; k++) gradient[start + k] = (a[start + k]! - t[targetStart + k]!) / units;
    return;
  }
  if (loss === 'categoricalCrossentropy') {
    let weight = 0;
    for (let k = 0; k < units; k++) weight += t[targetStart + k]!;
    for (let k = 0; k < units; k++) gradient[start + k] = a[start + k]! * weight - t[targetStart + k]!;
    return;
  }
  for (let k = 0; k < units; k++) {
    gradient[start + k] = outputGradient(loss, a[start + k]!, t[targetStart + k]!, units);
  }
  if (activation === 'softmax') {
    // Every output depends on every z of the row: ∂L/∂zₖ = aₖ (gₖ − Σ gⱼ aⱼ).
    let mean = 0;
    for (let k = start; k < start + units; k++) mean += gradient[k]! * a[k]!;
    for (let k = start; k < start + units; k++) gradient[k] = a[k]! * (gradient[k]! - mean);
  } else {
    for (let k = start; k < start + units; k++) gradient[k] = gradient[k]! * slope(activation, z[k]!, a[k]!);
  }
}

/**
 * True if the network decides as the target does. Several outputs: the largest of each is the class, the first wins
 * a tie. One output: both on the same side of the middle, which itself belongs to the upper class.
 */
export function isRightAnswer(activation: OutputActivation, row: OutputRow): boolean {
  const { a, t, start, targetStart, units } = row;
  if (units === 1) {
    const middle = activation === 'sigmoid' || activation === 'softmax' ? 0.5 : 0;
    return a[start]! >= middle === t[targetStart]! >= middle;
  }
  return largestPlace(a, start, units) === largestPlace(t, targetStart, units);
}

/** Place of the largest value of a row; the first wins a tie. */
export function largestPlace(values: Numbers, start: number, units: number): number {
  let place = 0;
  for (let k = 1; k < units; k++) if (values[start + k]! > values[start + place]!) place = k;
  return place;
}
