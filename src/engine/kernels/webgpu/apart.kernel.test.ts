/**
 * Networks with orders and learning rates of their own in one call of DenseTrain: each ends, to the last bit, as in a call of its own,
 * because the same shader does the same arithmetic for it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { OptimizerName } from '#nn/vocabulary.ts';
import { denseTrain } from '../denseTrain.ts';
import {
  CASE_SAMPLES,
  hyperparametersOf,
  makeTrainingCase,
  noise,
  shapeOf,
} from '../testing/trainingCase.ts';
import { openTestBackend, type TestBackend } from './testing/openTestBackend.ts';

const NETWORKS = 5;
const BATCHES = [7, 7, 3];
const USED = 17;

let test: TestBackend;

function caseOf(optimizer: OptimizerName, hidden: readonly number[]) {
  const shape = shapeOf(3, hidden, ['tanh', 'relu'], 'sigmoid', 2);
  const hyperparameters = hyperparametersOf('binaryCrossentropy', optimizer);
  const given = makeTrainingCase({
    shape,
    hyperparameters,
    batchSizes: BATCHES,
    networks: NETWORKS,
    step0: 4,
  });
  const orders = Int32Array.from(noise(NETWORKS * USED, 3), (v) => Math.floor(((v + 1) / 2) * CASE_SAMPLES));
  const rates = Float64Array.from(noise(NETWORKS * BATCHES.length, 5), (v) => 0.01 * (1.5 + v));
  return { ...given, orders, rates };
}

describe.each(['emulated', 'gpu'] as const)('networks apart, style of an adapter that is %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  it.each(['sgd', 'adamw'] as const)('%s: a call for all is a call for each', async (optimizer) => {
    const { attrs, states, x, y, orders, rates } = caseOf(optimizer, [4, 5]);
    const width = states[0]!.length;
    const outputs = outputLayer(attrs.shape).units;
    const data = { x: tf.tensor2d(x, [CASE_SAMPLES, 3]), y: tf.tensor2d(y, [CASE_SAMPLES, outputs]) };
    const train = async (
      rows: readonly Float32Array[],
      order: Int32Array,
      own: Float64Array,
      isApart: boolean,
    ) => {
      const all = Float32Array.from(rows.flatMap((row) => [...row]));
      const state = tf.tensor2d(all, [rows.length, width]);
      const indices = tf.tensor1d(order, 'int32');
      const trained = denseTrain({ state, ...data, order: indices }, { ...attrs, rates: own, isApart });
      const read = [await trained.state.data<'float32'>(), await trained.metrics.data<'float32'>()] as const;
      tf.dispose([state, indices, trained]);
      return read;
    };
    const [state, metrics] = await train(states, orders, rates, true);
    for (let r = 0; r < NETWORKS; r++) {
      const order = orders.slice(r * USED, (r + 1) * USED);
      const [alone, its] = await train([states[r]!], order, rates.slice(3 * r, 3 * r + 3), false);
      expect([...state.subarray(r * width, (r + 1) * width)], `network ${r}`).toEqual([...alone]);
      expect([...metrics.subarray(6 * r, 6 * r + 6)], `network ${r}`).toEqual([...its]);
      // Rates and orders matter: another network's would have given something else.
      const other = orders.slice(((r + 1) % NETWORKS) * USED).slice(0, USED);
      const [elsewhere] = await train([states[r]!], other, rates.slice(3 * r, 3 * r + 3), false);
      expect([...elsewhere]).not.toEqual([...alone]);
    }
    tf.dispose([data]);
  });

  it('an order too short for all is refused', () => {
    const { attrs, states, x, y, orders } = caseOf('sgd', [4]);
    const inputs = {
      state: tf.tensor2d(Float32Array.from(states.flatMap((row) => [...row])), [NETWORKS, states[0]!.length]),
      x: tf.tensor2d(x, [CASE_SAMPLES, 3]),
      y: tf.tensor2d(y, [CASE_SAMPLES, 2]),
      order: tf.tensor1d(orders.slice(0, 4 * USED), 'int32'),
    };
    expect(() => denseTrain(inputs, { ...attrs, isApart: true })).toThrow(/the batches use 85 samples/);
    tf.dispose([inputs]);
  });
});
