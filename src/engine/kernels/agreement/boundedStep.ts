/**
 * A training step in double precision with a bound for every number on how far a device of the given precision may be from
 * it. The values are the reference's; errors are propagated through each operation from the data to the new state, so that
 * bounds are as tight as the case allows and there is no tolerance to tune.
 */
import { dropoutKey, dropoutThreshold, isDropped } from '#nn/dropoutMask.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, type LayerOffsets, outputLayer } from '#nn/NetworkShape.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { TrainingCase } from '../testing/trainingCase.ts';
import {
  boundedActivation,
  boundedSoftmax,
  boundedSums,
  exact,
  SumOfProducts,
  timesEach,
  timesFactors,
  zeros,
  type Bounded,
} from './Bounded.ts';
import { boundedLoss, type BoundedMetrics } from './boundedLoss.ts';
import { boundedUpdate } from './boundedUpdate.ts';
import type { Precision } from './precision.ts';

interface Layer {
  readonly offsets: LayerOffsets;
  /** The layer's inputs. */
  readonly x: Bounded;
  readonly z: Bounded;
  readonly a: Bounded;
  readonly s: Bounded | null;
  /** Dropout's factor of each activation; null where there is none. */
  readonly factors: Float64Array | null;
}

function dropoutFactors(
  { seed, dropout }: Hyperparameters,
  step: number,
  layer: number,
  count: number,
  units: number,
): Float64Array {
  const key = dropoutKey(seed, step, layer);
  const threshold = dropoutThreshold(dropout);
  return Float64Array.from({ length: count * units }, (_, i) =>
    isDropped(key, Math.floor(i / units), i % units, units, threshold) ? 0 : 1 / (1 - dropout),
  );
}

function gather(from: Float32Array, width: number, samples: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(samples.length * width);
  for (let n = 0; n < samples.length; n++) {
    rows.set(from.subarray(samples[n]! * width, (samples[n]! + 1) * width), n * width);
  }
  return rows;
}

function forwardLayers(
  { shape, hyperparameters }: TrainingCase['attrs'],
  state: Bounded,
  inputs: Bounded,
  count: number,
  step: number,
  precision: Precision,
): Layer[] {
  const layers = layerOffsets(shape);
  let x = inputs;
  return layers.map((offsets, index) => {
    const activation: Activation | OutputActivation = shape.layers[index]!.activation;
    const z = boundedSums(state, offsets, x, count, precision);
    const { a, s } =
      activation === 'softmax'
        ? { a: boundedSoftmax(z, offsets.units, precision), s: null }
        : boundedActivation(activation, z, precision);
    const drops = hyperparameters.dropout > 0 && index < layers.length - 1;
    const factors = drops ? dropoutFactors(hyperparameters, step, index, count, offsets.units) : null;
    const layer = { offsets, x, z, a, s, factors };
    x = factors ? timesFactors(a, factors) : a;
    return layer;
  });
}

/** Gradient of all parameters [P] from the output's delta. */
function backward(
  layers: readonly Layer[],
  state: Bounded,
  outputDelta: Bounded,
  count: number,
  precision: Precision,
): Bounded {
  const last = layers.at(-1)!.offsets;
  const gradient = zeros(last.biasOffset + last.units);
  const sum = new SumOfProducts();
  const one = exact([1]);
  let delta = outputDelta;
  for (let index = layers.length - 1; index >= 0; index--) {
    const { offsets, x } = layers[index]!;
    const { inputs, units, kernelOffset, biasOffset } = offsets;
    for (let j = 0; j < units; j++) {
      for (let i = 0; i < inputs; i++) {
        sum.start();
        for (let n = 0; n < count; n++) sum.add(x, n * inputs + i, delta, n * units + j);
        sum.store(gradient, kernelOffset + i * units + j, precision);
      }
      sum.start();
      for (let n = 0; n < count; n++) sum.add(one, 0, delta, n * units + j);
      sum.store(gradient, biasOffset + j, precision);
    }
    const before = layers[index - 1];
    if (!before) break;
    const back = zeros(count * inputs);
    for (let n = 0; n < count; n++) {
      for (let i = 0; i < inputs; i++) {
        sum.start();
        for (let j = 0; j < units; j++) sum.add(state, kernelOffset + i * units + j, delta, n * units + j);
        sum.store(back, n * inputs + i, precision);
      }
    }
    delta = timesEach(before.factors ? timesFactors(back, before.factors) : back, before.s!);
  }
  return gradient;
}

/** The hyperparameters of the case's `step`-th step: with its own learning rate. */
export function hyperparametersAt(
  { hyperparameters, rates }: TrainingCase['attrs'],
  step: number,
): Hyperparameters {
  const learningRate = rates?.[step] ?? hyperparameters.optimizer.learningRate;
  return { ...hyperparameters, optimizer: { ...hyperparameters.optimizer, learningRate } };
}

export interface BoundedStep {
  readonly state: Bounded;
  readonly metrics: BoundedMetrics;
}

/**
 * The case's `step`-th step for one network from the state row `start`, which is the device's own state before it: over
 * several steps the bound would grow with the curvature of the loss and become useless.
 */
export function boundedStep(
  { attrs, x, y, order }: TrainingCase,
  step: number,
  start: Float32Array,
  precision: Precision,
): BoundedStep {
  const { shape, batchSizes, step0 } = attrs;
  const hyperparameters = hyperparametersAt(attrs, step);
  const { units, activation } = outputLayer(shape);
  const count = batchSizes[step]!;
  const used = batchSizes.slice(0, step).reduce((sum, size) => sum + size, 0);
  const samples = order.subarray(used, used + count);
  const state = exact(start);
  const inputs = exact(gather(x, shape.inputs, samples));
  const layers = forwardLayers(attrs, state, inputs, count, step0 + step, precision);
  const { z, a, s } = layers.at(-1)!;
  const output = { activation: activation, units, z, a, s };
  const { delta, metrics } = boundedLoss(
    hyperparameters.loss,
    output,
    gather(y, units, samples),
    count,
    precision,
  );
  const gradient = backward(layers, state, delta, count, precision);
  boundedUpdate(state, gradient, layerOffsets(shape), hyperparameters, step0 + step + 1, precision);
  return { state, metrics };
}
