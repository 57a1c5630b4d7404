/**
 * Gradients of the loss, of one or many networks at once, from the training kernel: momentum with a share of 0 leaves the
 * gradient itself in its slot (v = 0·v + g), so that what is shown is what the device computes when it trains.
 */
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { denseTrain } from '#engine/kernels/denseTrain.ts';
import { failed } from '#messages/Failure.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { outputLayer, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { optimizerSettings, slotCount } from '#nn/optimizers.ts';
import type { Loss } from '#nn/vocabulary.ts';

export interface OneBatch {
  /** [count, inputs] */
  readonly inputs: Float32Array;
  /** [count, outputs] */
  readonly targets: Float32Array;
  readonly count: number;
}

export interface LossGradients {
  /** ∂(mean loss)/∂parameter [R, P], without penalties and dropout. */
  readonly gradients: Float32Array;
  /** Mean loss of the batch in each network [R]. */
  readonly losses: Float32Array;
}

/**
 * @param parameters [R, P]
 * @throws Error where the device is lost
 * @example
 * const { gradients } = await lossGradients(device, shape, 'halfSquaredError', parameters, { inputs, targets, count: 32 });
 */
export async function lossGradients(
  device: Device,
  shape: NetworkShape,
  loss: Loss,
  parameters: Float32Array,
  batch: OneBatch,
): Promise<LossGradients> {
  const width = parameterCount(shape);
  const networks = parameters.length / width;
  const states = new Float32Array(2 * parameters.length);
  for (let r = 0; r < networks; r++)
    states.set(parameters.subarray(r * width, (r + 1) * width), 2 * r * width);
  const hyperparameters: Hyperparameters = {
    loss,
    optimizer: optimizerSettings({ name: 'momentum', learningRate: 0, momentum: 0 }),
    l1: 0,
    l2: 0,
    dropout: 0,
    seed: 0,
  };
  const { state, metrics } = await oneStep(device, shape, hyperparameters, states, batch, 0);
  const gradients = new Float32Array(parameters.length);
  const losses = new Float32Array(networks);
  for (let r = 0; r < networks; r++) {
    gradients.set(state.subarray((2 * r + 1) * width, (2 * r + 2) * width), r * width);
    losses[r] = metrics[2 * r]!;
  }
  return { gradients, losses };
}

/**
 * One step of R networks on one batch, apart from the run under way.
 * @param states [R, S]
 * @param step0 updates made before
 */
export async function oneStep(
  device: Device,
  shape: NetworkShape,
  hyperparameters: Hyperparameters,
  states: Float32Array,
  { inputs, targets, count }: OneBatch,
  step0: number,
): Promise<{ state: Float32Array; metrics: Float32Array }> {
  await device.kernels.prepare(shape, hyperparameters, count);
  const slots = slotCount(hyperparameters.optimizer.name);
  const networks = states.length / (parameterCount(shape) * (1 + slots));
  const state = tensor2d(states, [networks, states.length / networks]);
  const x = tensor2d(inputs.slice(0, count * shape.inputs), [count, shape.inputs]);
  const outputs = outputLayer(shape).units;
  const y = tensor2d(targets.slice(0, count * outputs), [count, outputs]);
  const order = tensor1d(
    Int32Array.from({ length: count }, (_, n) => n),
    'int32',
  );
  const trained = denseTrain({ state, x, y, order }, { shape, hyperparameters, batchSizes: [count], step0 });
  try {
    const [next, metrics] = await Promise.all([
      trained.state.data<'float32'>(),
      trained.metrics.data<'float32'>(),
    ]);
    // After a loss of the GPU the values read may be zeros.
    if (device.isLost()) throw failed(await device.lost);
    return { state: next.slice(), metrics: metrics.slice() };
  } finally {
    disposeQuietly(state, x, y, order, trained.state, trained.metrics);
  }
}
