/**
 * Signs that a network has stopped learning, from the activations of all its units on training samples: saturated
 * outputs (vanishing gradient), one output everywhere, dead ReLU units. Pure.
 */
import { isCorrect } from '#nn/losses.ts';
import { type NetworkShape, outputLayer, unitCount } from '#nn/NetworkShape.ts';
import type { Task, Loss, OutputActivation } from '#nn/vocabulary.ts';

export interface NetworkHealth {
  /**
   * Share of the samples whose prediction is wrong while every output is saturated, so that the gradient vanishes; 0
   * where the loss cancels the derivative of the activation, as cross-entropy does.
   */
  readonly stuckShare: number;
  /** Share of the samples whose prediction is wrong; 0 in regression. */
  readonly wrongShare: number;
  /** Range of the outputs over the samples as a share of the range of the targets, for the output that varies most. */
  readonly spread: number;
  /** For each hidden layer the units that are 0 for every sample; 0 where the activation is not ReLU. */
  readonly deadUnits: readonly number[];
}

/** Within this of an end of its range (of length 1) an activation's derivative is below 1 % of its largest. */
const FLAT = 0.0025;

/**
 * @param values [U, count], all layers after the input, unit by unit
 * @param targets [count, outputs]
 */
export function networkHealth(
  shape: NetworkShape,
  { task, loss }: { readonly task: Task; readonly loss: Loss },
  values: Float32Array,
  targets: Float32Array,
  count: number,
): NetworkHealth {
  const { units, activation } = outputLayer(shape);
  const first = unitCount(shape) - units;
  const predictions = new Float32Array(count * units);
  for (let k = 0; k < units; k++) {
    for (let n = 0; n < count; n++) predictions[n * units + k] = values[(first + k) * count + n]!;
  }
  let wrong = 0;
  let stuck = 0;
  const classified = task === 'regression' ? 0 : count;
  for (let n = 0; n < classified; n++) {
    const row = {
      z: predictions,
      a: predictions,
      t: targets,
      start: n * units,
      targetStart: n * units,
      units,
    };
    if (isCorrect(activation, row)) continue;
    wrong++;
    if (isFlat(activation, loss, predictions.subarray(n * units, (n + 1) * units))) stuck++;
  }
  return {
    stuckShare: stuck / count,
    wrongShare: wrong / count,
    spread: largestSpread(predictions, targets, units, count),
    deadUnits: deadUnits(shape, values, count),
  };
}

function isFlat(activation: OutputActivation, loss: Loss, prediction: Float32Array): boolean {
  if (activation === 'linear' || loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy')
    return false;
  return prediction.every((a) => {
    const share = activation === 'tanh' ? (a + 1) / 2 : a;
    return share < FLAT || share > 1 - FLAT;
  });
}

function largestSpread(
  predictions: Float32Array,
  targets: Float32Array,
  units: number,
  count: number,
): number {
  let largest = 0;
  for (let k = 0; k < units; k++) {
    const range = rangeOf(targets, k, units, count);
    if (range > 0) largest = Math.max(largest, rangeOf(predictions, k, units, count) / range);
  }
  return largest;
}

function rangeOf(values: Float32Array, from: number, stride: number, count: number): number {
  let [low, high] = [Infinity, -Infinity];
  for (let n = 0; n < count; n++) {
    const value = values[from + n * stride]!;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

function deadUnits({ layers }: NetworkShape, values: Float32Array, count: number): number[] {
  let unit = 0;
  return layers.slice(0, -1).map(({ units, activation }) => {
    let dead = 0;
    for (const end = unit + units; unit < end; unit++) {
      if (activation === 'relu' && values.subarray(unit * count, (unit + 1) * count).every((a) => a === 0))
        dead++;
    }
    return dead;
  });
}
