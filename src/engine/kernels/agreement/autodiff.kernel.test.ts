/** The reference against an independent oracle: tfjs operations, differentiated by tfjs, updated by tfjs's optimisers. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import type { OptimizerSettings, Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import { trainSteps } from '#nn/train.ts';
import {
  ACTIVATIONS,
  LOSSES,
  type Activation,
  type Loss,
  type OptimizerName,
  type OutputActivation,
} from '#nn/vocabulary.ts';
import { activateByOps, lossByOps } from './oracles.ts';

const COUNT = 6;
const OUTPUTS = 3;
const L1 = 0.002;
const L2 = 0.01;

const numbers = (length: number, salt: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * salt));

function shapeOf(hidden: Activation, output: OutputActivation): NetworkShape {
  return {
    inputs: 2,
    layers: [
      { units: 5, activation: hidden },
      { units: 4, activation: hidden },
      { units: OUTPUTS, activation: output },
    ],
  };
}

function targetsOf(output: OutputActivation): Float32Array {
  const low = output === 'sigmoid' || output === 'softmax' ? 0 : -1;
  return Float32Array.from({ length: COUNT * OUTPUTS }, (_, i) =>
    i % OUTPUTS === Math.floor(i / OUTPUTS) % OUTPUTS ? 1 : low,
  );
}

interface Case {
  readonly shape: NetworkShape;
  readonly loss: Loss;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Penalised loss of the flat parameters, in tfjs ops alone. */
function objective({ shape, loss, x, y }: Case, flat: tf.Tensor1D): { plain: tf.Scalar; whole: tf.Scalar } {
  let a = tf.tensor2d(x, [COUNT, shape.inputs]);
  let z = a;
  let penalty: tf.Tensor = tf.scalar(0);
  for (const [i, { inputs, units, kernelOffset, biasOffset }] of layerOffsets(shape).entries()) {
    const kernel = tf.reshape(tf.slice(flat, kernelOffset, inputs * units), [inputs, units]) as tf.Tensor2D;
    const bias = tf.slice(flat, biasOffset, units);
    z = tf.add(tf.matMul(a, kernel), bias);
    a = activateByOps(shape.layers[i]!.activation, z);
    const size = tf.add(tf.mul(L1, tf.sum(tf.abs(kernel))), tf.mul(0.5 * L2, tf.sum(tf.square(kernel))));
    penalty = tf.add(penalty, size);
  }
  const plain = lossByOps(loss, z, a, tf.tensor2d(y, [COUNT, OUTPUTS]));
  return { plain, whole: tf.add(plain, penalty) };
}

const optimizer = (name: OptimizerName, learningRate = 0.1): OptimizerSettings =>
  optimizerSettings({ name, learningRate, momentum: 0.8, decay: 0.85, beta2: 0.99, weightDecay: 0 });

/** The optimisers that tfjs has under the same formulas. Nesterov and AdamW differ or are missing there. */
const SAME_IN_TFJS: Partial<Record<OptimizerName, (hyperparameters: OptimizerSettings) => tf.Optimizer>> = {
  sgd: (p) => tf.train.sgd(p.learningRate),
  momentum: (p) => tf.train.momentum(p.learningRate, p.momentum),
  rmsprop: (p) => tf.train.rmsprop(p.learningRate, p.decay, 0, p.epsilon),
  adagrad: (p) => tf.train.adagrad(p.learningRate, 0.1),
  adam: (p) => tf.train.adam(p.learningRate, p.beta1, p.beta2, p.epsilon),
};

const cases = LOSSES.flatMap((loss) =>
  OUTPUTS_OF_LOSS[loss].flatMap((output) => ACTIVATIONS.map((hidden) => [loss, output, hidden] as const)),
);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('trainSteps against tfjs', () => {
  it.each(cases)('%s on %s over %s: the same loss and gradient', (loss, output, hidden) => {
    const shape = shapeOf(hidden, output);
    const setting: Case = { shape, loss, x: numbers(COUNT * 2, 2), y: targetsOf(output) };
    const parameters = numbers(parameterCount(shape), 1);
    const { whole, plain } = tf.tidy(() => {
      const { value, grad } = tf.valueAndGrad(
        (flat: tf.Tensor) => objective(setting, flat as tf.Tensor1D).whole,
      )(tf.tensor1d(parameters));
      void value;
      return {
        whole: grad.dataSync<'float32'>(),
        plain: objective(setting, tf.tensor1d(parameters)).plain.dataSync<'float32'>()[0]!,
      };
    });
    const hyperparameters: Hyperparameters = {
      loss,
      optimizer: optimizer('sgd', 1),
      l1: L1,
      l2: L2,
      dropout: 0,
      seed: 1,
    };
    const order = [0, 1, 2, 3, 4, 5];
    const start = Float64Array.from(parameters);
    const { state, metrics } = trainSteps(
      start,
      shape,
      hyperparameters,
      setting.x,
      setting.y,
      order,
      [COUNT],
      0,
    );
    expect(Math.abs(metrics[0]! - plain)).toBeLessThan(1e-5);
    for (const [i, w] of start.entries()) expect(Math.abs(w - state[i]! - whole[i]!)).toBeLessThan(2e-5);
  });

  it.each(Object.entries(SAME_IN_TFJS))('%s: the same parameters after ten updates', (name, make) => {
    const hyperparameters = optimizer(name as OptimizerName, 0.01);
    const shape = shapeOf('tanh', 'tanh');
    const setting: Case = { shape, loss: 'meanSquaredError', x: numbers(COUNT * 2, 2), y: targetsOf('tanh') };
    const parameters = numbers(parameterCount(shape), 1);
    const variable = tf.variable(tf.tensor1d(parameters));
    const oracle = make(hyperparameters);
    for (let step = 0; step < 10; step++) {
      oracle.minimize(() => objective(setting, variable as unknown as tf.Tensor1D).whole, false, [variable]);
    }
    const { state } = trainSteps(
      initialState(Float64Array.from(parameters), hyperparameters.name),
      shape,
      { loss: setting.loss, optimizer: hyperparameters, l1: L1, l2: L2, dropout: 0, seed: 1 },
      setting.x,
      setting.y,
      Array.from({ length: 10 * COUNT }, (_, i) => i % COUNT),
      Array.from({ length: 10 }, () => COUNT),
      0,
    );
    const expected = variable.dataSync<'float32'>();
    for (const [i, w] of expected.entries()) expect(Math.abs(state[i]! - w)).toBeLessThan(1e-4);
    variable.dispose();
    oracle.dispose();
  });
});
