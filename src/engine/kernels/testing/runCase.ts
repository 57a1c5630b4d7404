/** Test support: trains a case through the registered kernel on tfjs's current device. */
import * as tf from '@tensorflow/tfjs-core';
import { outputLayer } from '#nn/NetworkShape.ts';
import { denseTrain } from '../denseTrain.ts';
import type { TrainingCase } from './trainingCase.ts';
import type { TrainedCase } from './trainingErrors.ts';

const rowsOf = (values: Float32Array, count: number): Float32Array[] => {
  const width = values.length / count;
  return Array.from({ length: count }, (_, r) => values.subarray(r * width, (r + 1) * width));
};

/** Runs `steps` steps in one call, from step `first` and the given states on; by default the whole case. */
export async function runCase(
  { attrs, states: starts, x, y, order }: TrainingCase,
  steps = attrs.batchSizes.length,
  first = 0,
  states = starts,
): Promise<TrainedCase> {
  const { shape } = attrs;
  const outputs = outputLayer(shape).units;
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  const batchSizes = attrs.batchSizes.slice(first, first + steps);
  const rates = attrs.rates?.slice(first, first + steps) ?? null;
  const offset = sum(attrs.batchSizes.slice(0, first));
  const width = states[0]!.length;
  const all = new Float32Array(states.length * width);
  for (const [r, state] of states.entries()) all.set(state, r * width);
  const inputs = {
    state: tf.tensor2d(all, [states.length, width]),
    x: tf.tensor2d(x, [x.length / shape.inputs, shape.inputs]),
    y: tf.tensor2d(y, [y.length / outputs, outputs]),
    order: tf.tensor1d(order.subarray(offset, offset + sum(batchSizes)), 'int32'),
  };
  const trained = denseTrain(inputs, { ...attrs, batchSizes, step0: attrs.step0 + first, rates });
  const [state, metrics] = await Promise.all([
    trained.state.data<'float32'>(),
    trained.metrics.data<'float32'>(),
  ]);
  tf.dispose([inputs, trained]);
  return { states: rowsOf(state, states.length), metrics: rowsOf(metrics, states.length) };
}

/** The whole case in `calls` calls of equally many steps, each from the state that the previous one ended with. */
export async function runCaseInCalls(given: TrainingCase, calls: number): Promise<TrainedCase> {
  const steps = given.attrs.batchSizes.length / calls;
  let { states } = given;
  const parts: TrainedCase[] = [];
  for (let call = 0; call < calls; call++) {
    const trained = await runCase(given, steps, call * steps, states);
    ({ states } = trained);
    parts.push(trained);
  }
  const metrics = states.map((_, r) => Float32Array.from(parts.flatMap((part) => [...part.metrics[r]!])));
  return { states, metrics };
}
