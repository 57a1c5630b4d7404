/**
 * For kernel tests: one training case run through the registered kernel and through the double-precision reference on
 * the same single-precision numbers, and how far the two end up apart.
 */
import * as tf from '@tensorflow/tfjs-core';
import { parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { Activation, Loss, OptimizerName, OutputActivation } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { denseTrain } from '../denseTrain.ts';
import { mix32 } from '../dropoutMask.ts';
import { initialState } from '../reference/optimizers.ts';
import { trainSteps } from '../reference/train.ts';

/** Uniform in ±size, the same for the same seed. */
export function noise(length: number, seed: number, size = 1): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => (mix32((i + 1) * 2654435761 + seed * 40503) / 2 ** 31 - 1) * size,
  );
}

export interface TrainingCase {
  readonly inputs?: number;
  readonly hidden: readonly number[];
  /** Used in turn. */
  readonly activations: readonly Activation[];
  readonly outputs?: number;
  readonly output?: OutputActivation;
  readonly loss?: Loss;
  readonly optimizer?: OptimizerName;
  readonly plan?: Partial<TrainPlan>;
  readonly batchSizes: readonly number[];
  readonly networks?: number;
  /** Updates before these; also trains that many calls one after the other. */
  readonly calls?: number;
  /** Factor on the samples. */
  readonly scale?: number;
  /** Share of the inputs that are zero. */
  readonly zeros?: number;
  /** Put into a weight of the first kernel. */
  readonly spoilt?: number;
}

export function caseShape(c: TrainingCase): NetworkShape {
  const hidden = c.hidden.map((units, i) => ({
    units,
    activation: c.activations[i % c.activations.length]!,
  }));
  return {
    inputs: c.inputs ?? 3,
    layers: [...hidden, { units: c.outputs ?? 2, activation: c.output ?? 'linear' }],
  };
}

/**
 * Epsilon is 1e-3 in tests: the slope of an adaptive update in its gradient is up to rate / epsilon, and with the usual
 * 1e-7 a rounding error of a vanishing gradient would decide the direction of a whole step, in any precision.
 */
export function casePlan(c: TrainingCase): TrainPlan {
  return {
    loss: c.loss ?? 'halfSquaredError',
    optimizer: {
      name: c.optimizer ?? 'sgd',
      learningRate: 0.05,
      momentum: 0.9,
      decay: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 0.001,
      weightDecay: 0.1,
    },
    l1: 0,
    l2: 0,
    dropout: 0,
    seed: 0xee6b2807,
    ...c.plan,
  };
}

function targets(c: TrainingCase, count: number, outputs: number): Float32Array {
  if (c.loss === 'categoricalCrossentropy' || c.output === 'softmax') {
    return Float32Array.from({ length: count * outputs }, (_, i) =>
      i % outputs === Math.floor(i / outputs) % outputs ? 1 : 0,
    );
  }
  const raw = noise(count * outputs, 5);
  if (c.loss === 'hinge') return raw.map((v) => (v < 0 ? -1 : 1));
  return c.loss === 'binaryCrossentropy' ? raw.map((v) => (v < 0 ? 0 : 1)) : raw;
}

export interface Compared {
  /** Largest distance from the reference, absolute for |value| below 1, else relative. */
  readonly state: number;
  readonly loss: number;
  /** Differences in the count of right answers, summed over steps. */
  readonly right: number;
  readonly finalState: Float32Array;
}

const apart = (a: number, b: number): number =>
  Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b)) ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(b));

/** NaN counts as infinitely far, unless the reference says NaN too. */
function furthest(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = apart(values[i]!, expected[i]!);
    worst = Number.isNaN(distance) ? Infinity : Math.max(worst, distance);
  }
  return worst;
}

export async function compareTraining(c: TrainingCase): Promise<Compared> {
  const shape = caseShape(c);
  const plan = casePlan(c);
  const parameters = parameterCount(shape);
  const outputs = c.outputs ?? 2;
  const networks = c.networks ?? 1;
  const count = 40;
  const hidden = noise(count * shape.inputs, 23);
  const x = noise(count * shape.inputs, 3, c.scale ?? 1).map((value, i) =>
    Math.abs(hidden[i]!) < (c.zeros ?? 0) ? 0 : value,
  );
  const y = targets(c, count, outputs);
  const used = c.batchSizes.reduce((sum, size) => sum + size, 0);
  const order = Int32Array.from({ length: used }, (_, i) => (i * 7 + (i >> 3)) % count);
  const rows = Array.from({ length: networks }, (_, r) =>
    initialState(noise(parameters, 11 + r, 0.6), plan.optimizer.name),
  );
  const length = rows[0]!.length;
  const start = new Float32Array(networks * length);
  for (const [r, row] of rows.entries()) {
    if (c.spoilt !== undefined) row[1] = c.spoilt;
    start.set(row, r * length);
  }

  let state = tf.tensor2d(start, [networks, length]);
  const inputs = {
    x: tf.tensor2d(x, [count, shape.inputs]),
    y: tf.tensor2d(y, [count, outputs]),
    order: tf.tensor1d(order, 'int32'),
  };
  let expected = rows.map((row) => Float64Array.from(row));
  let [loss, right, worst] = [0, 0, 0];
  let finalState = start;
  for (let call = 0; call < (c.calls ?? 1); call++) {
    const step0 = call * c.batchSizes.length;
    const next = denseTrain({ state, ...inputs }, { shape, plan, batchSizes: c.batchSizes, step0 });
    state.dispose();
    state = next.state;
    const metrics = await next.metrics.data<'float32'>();
    next.metrics.dispose();
    finalState = (await state.data<'float32'>()) as Float32Array<ArrayBuffer>;
    for (const [r, row] of expected.entries()) {
      const result = trainSteps(row, shape, plan, x, y, order, c.batchSizes, step0);
      expected[r] = result.state;
      const mine = metrics.subarray(r * 2 * c.batchSizes.length, (r + 1) * 2 * c.batchSizes.length);
      const isLoss = (_: number, i: number): boolean => i % 2 === 0;
      loss = Math.max(loss, furthest(mine.filter(isLoss), result.metrics.filter(isLoss)));
      for (let i = 1; i < mine.length; i += 2) right += Math.abs(mine[i]! - result.metrics[i]!);
    }
  }
  for (const [r, row] of expected.entries()) {
    worst = Math.max(worst, furthest(finalState.subarray(r * length, (r + 1) * length), row));
  }
  tf.dispose([state, ...Object.values(inputs)]);
  expected = [];
  return { state: worst, loss, right, finalState };
}
