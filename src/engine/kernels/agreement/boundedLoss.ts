/** Losses of a batch and the gradient where backpropagation starts, with bounds. Formulas: `contract.ts`. */
import type { Loss, OutputActivation } from '../../../spec/vocabulary.ts';
import { isRightAnswer, lossGradient, sampleLoss, type OutputRow } from '../reference/losses.ts';
import { softplus } from '../reference/activations.ts';
import { timesEach, zeros, type Bounded } from './Bounded.ts';
import { U, type Precision } from './precision.ts';

export interface BoundedOutput {
  readonly activation: OutputActivation;
  readonly units: number;
  readonly z: Bounded;
  readonly a: Bounded;
  /** Slopes of the activation; null for softmax. */
  readonly s: Bounded | null;
}

export interface BoundedFigures {
  readonly loss: number;
  readonly lossError: number;
  readonly right: number;
  /** Samples whose answer rounding may turn. */
  readonly undecided: number;
}

const takesLogits = (loss: Loss): boolean =>
  loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy';

/** Largest second derivative of the loss in what it looks at, where it has one. */
function curvature(loss: Loss, units: number): number {
  switch (loss) {
    case 'halfSquaredError':
    case 'categoricalCrossentropy':
      return 1;
    case 'meanSquaredError':
      return 2 / units;
    case 'huber':
    case 'binaryCrossentropy':
      return 1 / units;
    case 'hinge':
      return 0;
  }
}

/** Sizes of the numbers that are added and subtracted on the way to one output's share of the loss. */
function termSize(loss: Loss, z: number, a: number, t: number, largest: number, units: number): number {
  if (loss === 'binaryCrossentropy') return (softplus(z) + Math.abs(t * z)) / units;
  if (loss === 'categoricalCrossentropy') return Math.abs(t) * (largest - z + Math.log(units) + 1);
  const apart = Math.abs(a) + Math.abs(t);
  return loss === 'hinge' ? (1 + Math.abs(t * a)) / units : curvature(loss, units) * apart * apart;
}

/** The gradient in the weighted sums of the whole batch, of its mean loss, and the batch's figures. */
export function boundedLoss(
  loss: Loss,
  { activation, units, z, a, s }: BoundedOutput,
  t: Float64Array,
  count: number,
  precision: Precision,
): { delta: Bounded; figures: BoundedFigures } {
  const seen = takesLogits(loss) ? z : a;
  let delta = zeros(count * units);
  let [sum, sumError, right, undecided] = [0, 0, 0, 0];
  for (let n = 0; n < count; n++) {
    const row = { z: z.value, a: a.value, t, start: n * units, targetStart: n * units, units };
    // Under `linear` the gradient is that in the outputs themselves, which softmax or a slope is still to follow.
    lossGradient(loss, takesLogits(loss) ? activation : 'linear', row, delta.value);
    const largest = Math.max(...z.value.subarray(row.start, row.start + units));
    let error = takesLogits(loss) ? precision.log * (1 + Math.abs(sampleLoss(loss, row))) : 0;
    for (let i = row.start; i < row.start + units; i++) {
      const d = seen.error[i]!;
      const bend = curvature(loss, units) * d;
      const size = termSize(loss, z.value[i]!, a.value[i]!, t[i]!, largest, units);
      error += (Math.abs(delta.value[i]!) + bend + kink(loss, row, i, d)) * d + (units + 4) * U * size;
      delta.error[i] = takesLogits(loss)
        ? a.error[i]! * (loss === 'binaryCrossentropy' ? 1 / units : 1) +
          4 * U * (Math.abs(a.value[i]!) + Math.abs(t[i]!))
        : bend +
          kink(loss, row, i, d) +
          4 * U * curvature(loss, units) * (Math.abs(a.value[i]!) + Math.abs(t[i]!));
      delta.error[i]! += 2 * U * Math.abs(delta.value[i]!);
    }
    const own = sampleLoss(loss, row);
    sum += own;
    sumError += error + precision.sum(count) * own;
    if (isRightAnswer(activation, row)) right++;
    if (isUndecided(activation, row, a)) undecided++;
  }
  if (!takesLogits(loss)) delta = s ? timesEach(delta, s) : throughSoftmax(delta, a, units, precision);
  for (let i = 0; i < count * units; i++) {
    delta.value[i]! /= count;
    delta.error[i] = delta.error[i]! / count + 2 * U * Math.abs(delta.value[i]!);
  }
  const figures = {
    loss: sum / count,
    lossError: sumError / count + 2 * U * (sum / count),
    right,
    undecided,
  };
  return { delta, figures };
}

/** The hinge's slope jumps by |t|/units where 1 − t·o changes sign: rounding may decide on which side o is. */
function kink(loss: Loss, { a, t, units }: OutputRow, i: number, error: number): number {
  if (loss !== 'hinge') return 0;
  const gap = 1 - t[i]! * a[i]!;
  return Math.abs(gap) <= Math.abs(t[i]!) * error + 4 * U ? Math.abs(t[i]!) / units : 0;
}

/** ∂L/∂zₖ = aₖ (gₖ − Σ gⱼ aⱼ). */
function throughSoftmax(g: Bounded, a: Bounded, units: number, precision: Precision): Bounded {
  const delta = zeros(g.value.length);
  for (let start = 0; start < g.value.length; start += units) {
    let [mean, meanSize, meanError] = [0, 0, 0];
    for (let k = start; k < start + units; k++) {
      const term = g.value[k]! * a.value[k]!;
      mean += term;
      meanSize += Math.abs(term);
      meanError += Math.abs(g.value[k]!) * a.error[k]! + (a.value[k]! + a.error[k]!) * g.error[k]!;
    }
    meanError += precision.sum(units) * meanSize;
    for (let k = start; k < start + units; k++) {
      const gap = g.value[k]! - mean;
      const gapError = g.error[k]! + meanError + U * (Math.abs(g.value[k]!) + meanSize);
      delta.value[k] = a.value[k]! * gap;
      delta.error[k] =
        a.value[k]! * gapError + a.error[k]! * (Math.abs(gap) + gapError) + U * Math.abs(delta.value[k]!);
    }
  }
  return delta;
}

function isUndecided(activation: OutputActivation, { start, units }: OutputRow, a: Bounded): boolean {
  if (units === 1) {
    const middle = activation === 'sigmoid' || activation === 'softmax' ? 0.5 : 0;
    return Math.abs(a.value[start]! - middle) <= a.error[start]!;
  }
  const places = Array.from({ length: units }, (_, k) => start + k);
  places.sort((i, j) => a.value[j]! - a.value[i]!);
  const [first, second] = places as [number, number];
  return a.value[first]! - a.value[second]! <= a.error[first]! + a.error[second]!;
}
