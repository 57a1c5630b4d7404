/** Where a network is wrong: the loss and class of every single sample, the worst of them, and whether it is as sure as it is right. */
import { activateLayer } from './activations.ts';
import { classOf } from './classOf.ts';
import { sampleLoss } from './losses.ts';
import type { EvaluatedOutputs } from './metrics.ts';

export interface SampleResults {
  readonly count: number;
  readonly units: number;
  /** After the output's activation [count, units]. */
  readonly outputs: Float32Array;
  /** Of each sample, without penalties [count]. */
  readonly losses: Float32Array;
  /** Class of the target and of the prediction [count]; −1 for a prediction of no class. Empty for regression. */
  readonly truths: Int16Array;
  readonly predictions: Int16Array;
}

export function sampleResults(answered: EvaluatedOutputs): SampleResults {
  const { task, loss, activation, logits: z, targets: t, count, units } = answered;
  const a = new Float32Array(count * units);
  activateLayer(activation, z, a, count, units);
  const losses = new Float32Array(count);
  const classed = task === 'regression' ? 0 : count;
  const truths = new Int16Array(classed);
  const predictions = new Int16Array(classed);
  for (let n = 0; n < count; n++) {
    const start = n * units;
    losses[n] = sampleLoss(loss, { z, a, t, start, targetStart: start, units });
    if (n >= classed) continue;
    truths[n] = classOf(activation, t, start, units);
    predictions[n] = classOf(activation, a, start, units);
  }
  return { count, units, outputs: a, losses, truths, predictions };
}

/** The samples with the largest losses, the largest first; NaN before all. */
export function worstOf({ losses }: Pick<SampleResults, 'losses'>, most: number): Uint32Array {
  const size = (n: number): number => (Number.isNaN(losses[n]!) ? Infinity : losses[n]!);
  const order = Uint32Array.from(losses, (_, n) => n);
  return order.toSorted((a, b) => size(b) - size(a) || a - b).slice(0, most);
}

/** The samples of one cell of the confusion matrix, in the order of the data. */
export function cellOf(
  { truths, predictions }: Pick<SampleResults, 'truths' | 'predictions'>,
  truth: number,
  prediction: number,
): Uint32Array {
  const members: number[] = [];
  for (const [n, own] of truths.entries())
    if (own === truth && predictions[n] === prediction) members.push(n);
  return Uint32Array.from(members);
}

export interface CalibrationBin {
  /** Confidence from `from` (excluded, but for 0) to `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence, and share of correct predictions; NaN where the bin is empty. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  readonly count: number;
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: |accuracy − confidence|, weighted by the samples of each bin. */
  readonly ece: number;
}

/**
 * Reliability by equally wide bins of confidence (Guo et al. 2017, "On calibration of modern neural networks"). Confidence is the
 * probability that the network gives the class it predicts: the largest output, of one unit that or one minus it; tanh is read as
 * (1 + o)/2. Predictions of no class are left out.
 */
export function calibrationOf(
  { count, units, outputs, truths, predictions }: SampleResults,
  range: readonly [number, number],
  binCount: number,
): Calibration {
  const [low, high] = range;
  const sums = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, correct: 0 }));
  let seen = 0;
  for (let n = 0; n < count; n++) {
    const predicted = predictions[n]!;
    if (predicted < 0) continue;
    const output = outputs[n * units + (units === 1 ? 0 : predicted)]!;
    const share = (output - low) / (high - low);
    const confidence = Math.min(1, Math.max(0, units === 1 && predicted === 0 ? 1 - share : share));
    const bin = sums[Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1))]!;
    bin.count++;
    bin.confidence += confidence;
    if (predicted === truths[n]) bin.correct++;
    seen++;
  }
  let error = 0;
  const bins = sums.map((sum, i) => {
    if (sum.count > 0) error += Math.abs(sum.correct - sum.confidence) / seen;
    return {
      from: i / binCount,
      to: (i + 1) / binCount,
      count: sum.count,
      confidence: sum.confidence / sum.count,
      accuracy: sum.correct / sum.count,
    };
  });
  return { count: seen, bins, ece: seen ? error : NaN };
}
