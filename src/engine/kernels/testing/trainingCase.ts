/**
 * Test support: the one maker of training-step cases for all devices. From a shape and hyperparameters it makes seeded weights,
 * samples, targets and an order; the same settings give the same numbers.
 */
import { OPTIMIZER_CHECKS } from '#nn/checks.ts';
import { mix32 } from '#nn/dropoutMask.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { initialState, optimizerSettings } from '#nn/optimizers.ts';
import type { Activation, Loss, OptimizerName, OutputActivation } from '#nn/vocabulary.ts';
import type { DenseTrainAttrs } from '../contract.ts';

export interface TrainingCase {
  readonly name: string;
  readonly attrs: DenseTrainAttrs;
  /** One state row [S] a network. */
  readonly states: readonly Float32Array[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly order: Int32Array;
}

export interface CaseSettings {
  readonly name?: string;
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
  readonly batchSizes: readonly number[];
  readonly networks?: number;
  /** Updates before these. */
  readonly step0?: number;
  /** Learning rate of each step, as factors on that of the hyperparameters; absent: all have that one. */
  readonly rateFactors?: readonly number[] | undefined;
  /** Share of the inputs that are not zero; every fifth sample is then all zeros. */
  readonly density?: number;
  /** Factor on the inputs. */
  readonly scale?: number;
  readonly seed?: number;
}

/** Samples in the set: a prime, so that no batch size above 1 divides it. */
export const CASE_SAMPLES = 53;

/** Uniform in ±size. */
export const noise = (length: number, seed: number, size = 1): Float32Array =>
  Float32Array.from({ length }, (_, i) => (mix32(mix32(i + 1) + seed * 40_503) / 2 ** 31 - 1) * size);

/** `activations` are used in turn. */
export function shapeOf(
  inputs: number,
  hidden: readonly number[],
  activations: Activation | readonly Activation[],
  output: OutputActivation,
  outputs: number,
): NetworkShape {
  const names = typeof activations === 'string' ? [activations] : activations;
  const layers = hidden.map((units, i) => ({ units, activation: names[i % names.length]! }));
  return { inputs, layers: [...layers, { units: outputs, activation: output }] };
}

/**
 * Epsilon is 1e-3: the derivative of an adaptive update by its gradient is up to rate / epsilon, and with the usual 1e-7 a
 * rounding error of a vanishing gradient would decide a whole step's direction, in any precision. Adaptive rules move every
 * weight by about the rate: theirs is smaller, or the trajectory itself would magnify rounding from step to step.
 */
export function hyperparametersOf(
  loss: Loss,
  optimizer: OptimizerName,
  rest: Partial<Hyperparameters> = {},
): Hyperparameters {
  return {
    loss,
    optimizer: optimizerSettings({
      name: optimizer,
      learningRate: OPTIMIZER_CHECKS[optimizer].dividesByRoot ? 0.02 : 0.1,
      epsilon: 1e-3,
      weightDecay: 0.1,
    }),
    l1: 0,
    l2: 0,
    dropout: 0,
    seed: 0xc0ff_ee11,
    ...rest,
  };
}

/** Weights uniform in ±1.5/√inputs, which keeps weighted sums at about size 1, and biases in ±0.3. */
export function startParameters(shape: NetworkShape, seed: number): Float32Array {
  const parameters = noise(parameterCount(shape), seed);
  for (const { inputs, units, kernelOffset, biasOffset } of layerOffsets(shape)) {
    const size = 1.5 / Math.sqrt(inputs);
    for (let i = kernelOffset; i < biasOffset; i++) parameters[i] = parameters[i]! * size;
    for (let i = biasOffset; i < biasOffset + units; i++) parameters[i] = parameters[i]! * 0.3;
  }
  return parameters;
}

/** Uniform in ±1; with a density below 1 the others are zero, and so is every fifth row. */
export function sparseRows(samples: number, inputs: number, density: number, seed: number): Float32Array {
  const x = noise(samples * inputs, seed);
  if (density === 1) return x;
  const mask = noise(x.length, seed + 1);
  return x.map((value, i) => (Math.floor(i / inputs) % 5 === 4 || (mask[i]! + 1) / 2 >= density ? 0 : value));
}

/** Classes in the coding of the output; every third value is beyond the Huber loss's quadratic range. */
function targetsOf(shape: NetworkShape, loss: Loss, seed: number): Float32Array {
  const { units, activation } = outputLayer(shape);
  const low = activation === 'sigmoid' || activation === 'softmax' ? 0 : -1;
  const classes = noise(CASE_SAMPLES, seed);
  const y = new Float32Array(CASE_SAMPLES * units);
  for (let n = 0; n < CASE_SAMPLES; n++) {
    const chosen = Math.floor(((classes[n]! + 1) / 2) * Math.max(2, units));
    for (let k = 0; k < units; k++) y[n * units + k] = k === chosen ? 1 : low;
  }
  if (loss === 'huber') for (let i = 0; i < y.length; i += 3) y[i] = 2.5;
  return y;
}

export function makeTrainingCase(settings: CaseSettings): TrainingCase {
  const { shape, hyperparameters, batchSizes, networks = 1, step0 = 0, density = 1, seed = 1 } = settings;
  const used = batchSizes.reduce((sum, size) => sum + size, 0);
  const scale = settings.scale ?? 1;
  const { learningRate } = hyperparameters.optimizer;
  const rates = settings.rateFactors
    ? Float64Array.from(settings.rateFactors, (factor) => factor * learningRate)
    : null;
  return {
    name: settings.name ?? JSON.stringify(settings),
    attrs: { shape, hyperparameters, batchSizes, step0, rates },
    states: Array.from({ length: networks }, (_, r) =>
      initialState(startParameters(shape, 7 * seed + r), hyperparameters.optimizer.name),
    ),
    x: sparseRows(CASE_SAMPLES, shape.inputs, density, 1_000 + seed).map((value) => value * scale),
    y: targetsOf(shape, hyperparameters.loss, 2_000 + seed),
    order: Int32Array.from(noise(used, 3_000 + seed), (value) =>
      Math.min(CASE_SAMPLES - 1, Math.floor(((value + 1) / 2) * CASE_SAMPLES)),
    ),
  };
}
