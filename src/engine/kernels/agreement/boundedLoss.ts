/** Loss of a batch and the gradient where backpropagation starts, with error bounds. */
import { LOSS_CHECKS } from '#nn/checks.ts';
import { borderOf } from '#nn/classOf.ts';
import {
  isCorrect,
  LOSS_FUNCTIONS,
  lossGradient,
  sampleLoss,
  takesLogits,
  type OutputRow,
} from '#nn/losses.ts';
import type { Loss, OutputActivation } from '#nn/vocabulary.ts';
import { timesEach, zeros, type Bounded } from './Bounded.ts';
import { U } from '#nn/rounding.ts';
import type { Precision } from './precision.ts';

export interface BoundedOutput {
  readonly activation: OutputActivation;
  readonly units: number;
  readonly z: Bounded;
  readonly a: Bounded;
  /** Derivatives of the activation; null for softmax. */
  readonly s: Bounded | null;
}

export interface BoundedMetrics {
  readonly loss: number;
  readonly lossError: number;
  readonly correct: number;
  /** Samples whose predicted class may change by rounding. */
  readonly undecided: number;
}

/** The gradient in the weighted sums of the whole batch, of its mean loss, and the batch's metrics. */
export function boundedLoss(
  loss: Loss,
  { activation, units, z, a, s }: BoundedOutput,
  t: Float64Array,
  count: number,
  precision: Precision,
): { delta: Bounded; metrics: BoundedMetrics } {
  const ofLogits = takesLogits(loss);
  const seen = ofLogits ? z : a;
  const share = LOSS_FUNCTIONS[loss].isMean ? 1 / units : 1;
  const curvature = LOSS_CHECKS[loss].curvature * share;
  let delta = zeros(count * units);
  let [sum, sumError, correct, undecided] = [0, 0, 0, 0];
  for (let n = 0; n < count; n++) {
    const row = { z: z.value, a: a.value, t, start: n * units, targetStart: n * units, units };
    // With `linear` the gradient is by the outputs; softmax or the derivative of the activation follows below.
    lossGradient(loss, ofLogits ? activation : 'linear', row, delta.value);
    const largest = Math.max(...z.value.subarray(row.start, row.start + units));
    let error = ofLogits ? precision.log * (1 + Math.abs(sampleLoss(loss, row))) : 0;
    for (let i = row.start; i < row.start + units; i++) {
      const d = seen.error[i]!;
      const values = { z: z.value[i]!, o: a.value[i]!, t: t[i]! };
      const change = curvature * d + share * kink(loss, values.o, values.t, d);
      const size = LOSS_CHECKS[loss].size({ ...values, largest, units });
      const apart = Math.abs(values.o) + Math.abs(values.t);
      error += (Math.abs(delta.value[i]!) + change) * d + (units + 4) * U * size;
      delta.error[i] = ofLogits ? a.error[i]! * share + 4 * U * apart : change + 4 * U * curvature * apart;
      delta.error[i]! += 2 * U * Math.abs(delta.value[i]!);
    }
    const own = sampleLoss(loss, row);
    sum += own;
    sumError += error + precision.sum(count) * own;
    if (isCorrect(activation, row)) correct++;
    if (isUndecided(activation, row, a)) undecided++;
  }
  if (!ofLogits) delta = s ? timesEach(delta, s) : throughSoftmax(delta, a, units, precision);
  for (let i = 0; i < count * units; i++) {
    delta.value[i]! /= count;
    delta.error[i] = delta.error[i]! / count + 2 * U * Math.abs(delta.value[i]!);
  }
  const metrics = {
    loss: sum / count,
    lossError: sumError / count + 2 * U * (sum / count),
    correct,
    undecided,
  };
  return { delta, metrics };
}

/** How far the gradient jumps within the error of o, as the hinge's does at its margin. */
function kink(name: Loss, o: number, t: number, error: number): number {
  const loss = LOSS_FUNCTIONS[name];
  if (loss.from !== 'outputs') return 0;
  const reach = error + 4 * U;
  const change = Math.abs(loss.gradient(o + reach, t) - loss.gradient(o - reach, t));
  return Math.max(0, change - 2.01 * LOSS_CHECKS[name].curvature * reach);
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
    return Math.abs(a.value[start]! - borderOf(activation)) <= a.error[start]!;
  }
  const order = Array.from({ length: units }, (_, k) => start + k);
  order.sort((i, j) => a.value[j]! - a.value[i]!);
  const [first, second] = order as [number, number];
  return a.value[first]! - a.value[second]! <= a.error[first]! + a.error[second]!;
}
