/** Test support: how far a trained case is from the double-precision reference. */
import { trainSteps } from '#nn/train.ts';
import type { TrainingCase } from './trainingCase.ts';

/** Results of training a case on a device. */
export interface TrainedCase {
  /** One row [S] a network. */
  readonly states: readonly Float32Array[];
  /** [steps, 2] a network. */
  readonly metrics: readonly Float32Array[];
}

export interface TrainingErrors {
  readonly state: number;
  readonly loss: number;
  readonly correct: number;
}

/** Largest |actual − expected| / max(1, |expected|); a NaN on one side only counts as infinite. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || (Number.isNaN(a) && Number.isNaN(e))) continue;
    const error = Math.abs(a - e) / Math.max(1, Math.abs(e));
    if (!(error <= largest)) largest = Number.isNaN(error) ? Infinity : error;
  }
  return largest;
}

const column = (metrics: ArrayLike<number>, index: number): number[] =>
  Array.from(metrics).filter((_, i) => i % 2 === index);

/** Largest distances over all networks of states, losses and numbers of correct predictions. */
export function trainingErrors(
  { attrs, states, x, y, order }: TrainingCase,
  trained: TrainedCase,
): TrainingErrors {
  const { shape, hyperparameters, batchSizes, step0, rates } = attrs;
  let errors: TrainingErrors = { state: 0, loss: 0, correct: 0 };
  for (const [r, start] of states.entries()) {
    const row = Float64Array.from(start);
    const expected = trainSteps(row, shape, hyperparameters, x, y, order, batchSizes, step0, rates);
    const metrics = trained.metrics[r]!;
    errors = {
      state: Math.max(errors.state, distance(trained.states[r]!, expected.state)),
      loss: Math.max(errors.loss, distance(column(metrics, 0), column(expected.metrics, 0))),
      correct: Math.max(errors.correct, distance(column(metrics, 1), column(expected.metrics, 1))),
    };
  }
  return errors;
}
