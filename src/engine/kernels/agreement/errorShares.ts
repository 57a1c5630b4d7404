/** Compares a step on a device with its error bounds. */
import { farthest } from './Bounded.ts';
import type { BoundedStep } from './boundedStep.ts';

export interface ErrorShares {
  readonly state: number;
  readonly loss: number;
  /** Correct predictions too many or too few, beyond those that may change by rounding. */
  readonly correct: number;
}

/** Errors of a step in units of its bounds. `metrics` is [loss, correct predictions]. */
export function errorShares(
  { state, metrics: expected }: BoundedStep,
  row: Float32Array,
  metrics: Float32Array,
): ErrorShares {
  return {
    state: farthest(row, state.value, state.error),
    loss: farthest(metrics.subarray(0, 1), [expected.loss], [expected.lossError]),
    correct: Math.max(0, Math.abs(metrics[1]! - expected.correct) - expected.undecided),
  };
}
