/**
 * Self-test of tfjs's current backend: a seeded network's predictions and, for training, a few steps are compared with the
 * double-precision reference, before any result of the device is shown.
 */
import { tensor1d, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { denseTrain } from '#engine/kernels/denseTrain.ts';
import { forward } from '#nn/forward.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import { trainSteps } from '#nn/train.ts';

/**
 * Largest absolute difference allowed. Values here are of size 1; single precision and the devices' own tanh and exp
 * cause some 1e-6; a wrong index or a stale buffer causes 1e-2 and more.
 */
export const SELF_TEST_BOUND = 1e-4;

const SHAPE: NetworkShape = {
  inputs: 5,
  layers: [
    { units: 12, activation: 'tanh' },
    { units: 9, activation: 'gelu' },
    { units: 3, activation: 'softmax' },
  ],
};
const HYPERPARAMETERS: Hyperparameters = {
  loss: 'categoricalCrossentropy',
  optimizer: optimizerSettings({ name: 'momentum', learningRate: 0.1 }),
  l1: 1e-4,
  l2: 1e-3,
  dropout: 0.1,
  seed: 20_261,
};
/** 400 × 5 inputs: tfjs computes on the CPU below 1,000 elements. */
const SAMPLES = 400;
/** Small batches, the last one incomplete: on an emulated adapter the compile time of a trainer grows with the batch. */
const BATCH_SIZES = [8, 8, 5];

/** What a device is opened for: `inference` tests DenseForward only and does not compile a trainer. */
export type DeviceUse = 'training' | 'inference';

/** Largest absolute difference from the reference over predictions and, for `training`, new parameters, slots and losses. */
export async function selfTest(use: DeviceUse): Promise<number> {
  const parameters = initialParameters(SHAPE, 'glorotNormal', 11);
  const inputs = Float32Array.from({ length: SAMPLES * SHAPE.inputs }, (_, i) => 1.5 * Math.sin(0.7 * i * i));
  const x = tensor2d(inputs, [SAMPLES, SHAPE.inputs]);
  const rowOfParameters = tensor2d(parameters, [1, parameters.length]);
  const outputs = denseForward(rowOfParameters, x, { shape: SHAPE, everyLayer: false });
  try {
    const expected = forward(SHAPE, Float64Array.from(parameters), inputs, SAMPLES).at(-1)!;
    const trained = use === 'training' ? await trainingError(parameters, inputs, x) : 0;
    return Math.max(trained, largestDifference(await outputs.data(), expected));
  } finally {
    for (const tensor of [x, rowOfParameters, outputs]) tensor.dispose();
  }
}

async function trainingError(parameters: Float32Array, inputs: Float32Array, x: Tensor2D): Promise<number> {
  const targets = Float32Array.from({ length: SAMPLES * 3 }, (_, i) => (i % 3 === ((i / 3) | 0) % 3 ? 1 : 0));
  const taken = BATCH_SIZES.reduce((sum, size) => sum + size, 0);
  const order = Int32Array.from({ length: taken }, (_, i) => (i * 37) % SAMPLES);
  const state = initialState(parameters, HYPERPARAMETERS.optimizer.name);
  const given = {
    state: tensor2d(state, [1, state.length]),
    y: tensor2d(targets, [SAMPLES, 3]),
    order: tensor1d(order, 'int32'),
  };
  const attrs = { shape: SHAPE, hyperparameters: HYPERPARAMETERS, batchSizes: BATCH_SIZES, step0: 0 };
  const trained = denseTrain({ ...given, x }, attrs);
  try {
    const [newState, metrics] = await Promise.all([trained.state.data(), trained.metrics.data()]);
    const start = Float64Array.from(state);
    const expected = trainSteps(start, SHAPE, HYPERPARAMETERS, inputs, targets, order, BATCH_SIZES, 0);
    return Math.max(
      largestDifference(newState, expected.state),
      largestDifference(metrics, expected.metrics),
    );
  } finally {
    for (const tensor of [...Object.values(given), trained.state, trained.metrics]) tensor.dispose();
  }
}

/** A NaN or a missing value counts as an infinite difference. */
function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = actual.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
