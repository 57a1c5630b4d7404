/** A case through the registered kernel on tfjs's current device, and how far its numbers lie from their bounds. */
import * as tf from '@tensorflow/tfjs';
import { denseTrain } from '../denseTrain.ts';
import type { AgreementCase } from './agreementCase.ts';
import { farthest } from './Bounded.ts';
import type { BoundedStep } from './boundedStep.ts';

export interface Trained {
  /** One row [S] a network. */
  readonly states: readonly Float32Array[];
  /** [steps, 2] a network. */
  readonly metrics: readonly Float32Array[];
}

const rowsOf = (values: Float32Array, count: number): Float32Array[] => {
  const width = values.length / count;
  return Array.from({ length: count }, (_, r) => values.subarray(r * width, (r + 1) * width));
};

/** The first `steps` steps of a case in one call. */
export async function runCase(given: AgreementCase, steps: number): Promise<Trained> {
  const { attrs, states, x, y, order } = given;
  const { shape } = attrs;
  const outputs = shape.layers.at(-1)!.units;
  const batchSizes = attrs.batchSizes.slice(0, steps);
  const used = batchSizes.reduce((sum, size) => sum + size, 0);
  const width = states[0]!.length;
  const all = new Float32Array(states.length * width);
  for (const [r, state] of states.entries()) all.set(state, r * width);
  const inputs = {
    state: tf.tensor2d(all, [states.length, width]),
    x: tf.tensor2d(x, [x.length / shape.inputs, shape.inputs]),
    y: tf.tensor2d(y, [y.length / outputs, outputs]),
    order: tf.tensor1d(order.subarray(0, used), 'int32'),
  };
  const trained = denseTrain(inputs, { ...attrs, batchSizes });
  const [state, metrics] = await Promise.all([
    trained.state.data<'float32'>(),
    trained.metrics.data<'float32'>(),
  ]);
  tf.dispose([inputs, trained]);
  return {
    states: rowsOf(state, states.length),
    metrics: rowsOf(metrics, states.length),
  };
}

export interface Shares {
  readonly state: number;
  readonly loss: number;
  /** Right answers too many or too few, beyond those that rounding may turn. */
  readonly right: number;
}

/** How much of its bounds a step uses up. `metrics` is [loss, right answers]. */
export function sharesOf({ state, figures }: BoundedStep, row: Float32Array, metrics: Float32Array): Shares {
  return {
    state: farthest(row, state.value, state.error),
    loss: farthest(metrics.subarray(0, 1), [figures.loss], [figures.lossError]),
    right: Math.max(0, Math.abs(metrics[1]! - figures.right) - figures.undecided),
  };
}
