/**
 * What a loss is to be compared with: the loss of always giving the same answer, the mean of the training targets. Only for
 * regression; of classes, accuracy says as much.
 */
import type { PreparedData } from '#data/PreparedData.ts';
import { sampleLoss } from '#nn/losses.ts';
import type { Loss } from '#nn/vocabulary.ts';

/** Losses that are a multiple of the squared distance: only of these R² follows from the loss. */
const SQUARED = new Set<Loss>(['halfSquaredError', 'meanSquaredError']);

export interface ConstantAnswer {
  /** Loss on the test part of answering the mean of the training targets. */
  readonly baseline: number;
  /** Loss on the test part of answering its own mean: no constant does better by a squared loss. */
  readonly best: number;
}

/** @returns null for classes */
export function constantAnswer(
  { task, train, test, outputUnits }: PreparedData,
  loss: Loss,
): ConstantAnswer | null {
  if (task !== 'regression' || train.count === 0 || test.count === 0) return null;
  const lossOf = (answer: Float32Array): number => {
    let sum = 0;
    for (let n = 0; n < test.count; n++) {
      const row = { z: answer, a: answer, t: test.targets, start: 0, targetStart: n * outputUnits };
      sum += sampleLoss(loss, { ...row, units: outputUnits });
    }
    return sum / test.count;
  };
  const [ofTrain, ofTest] = [train, test].map(({ targets, count }) => means(targets, count, outputUnits));
  return { baseline: lossOf(ofTrain!), best: lossOf(ofTest!) };
}

/** Share of the test part's variance that is explained, 1 for a perfect fit; NaN for losses that are no squares. */
export const rSquared = (testLoss: number, { best }: ConstantAnswer, loss: Loss): number =>
  SQUARED.has(loss) ? 1 - testLoss / best : Number.NaN;

function means(targets: Float32Array, count: number, units: number): Float32Array {
  const sums = new Float64Array(units);
  for (let i = 0; i < count * units; i++) sums[i % units]! += targets[i]!;
  return Float32Array.from(sums, (sum) => sum / count);
}
