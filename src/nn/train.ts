/**
 * Training by mini-batch gradient descent: forward, loss, backward (backpropagation, Rumelhart, Hinton & Williams 1986),
 * update, once for every batch. This is the definition that the fast kernels are held to, so it is written to be read.
 */
import { activateLayer, multiplyByDerivative } from './activations.ts';
import { dropoutKey, dropoutThreshold, isDropped } from './dropoutMask.ts';
import { weightedSums, zerosLike } from './forward.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { isCorrect, lossGradient, sampleLoss } from './losses.ts';
import { layerOffsets, type LayerOffsets, type NetworkShape } from './NetworkShape.ts';
import type { Numbers } from './Numbers.ts';
import { updateState } from './optimizers.ts';
import type { Activation, OutputActivation } from './vocabulary.ts';

export interface Trained<T extends Numbers> {
  readonly state: T;
  /** [steps, 2]: mean loss of each batch before its update, without penalties; count of correct predictions in it. */
  readonly metrics: T;
}

/** Neighbouring samples of a batch: `count` of them from `first` on, out of `of`, for update number `step`. */
interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly of: number;
  readonly step: number;
}

/** What one layer keeps of a chunk for the backward pass: z, a = f(z), and delta, the gradient with respect to z. */
interface LayerMemory<T> {
  readonly offsets: LayerOffsets;
  readonly activation: Activation | OutputActivation;
  readonly z: T;
  readonly a: T;
  readonly delta: T;
  /** Inputs of the next layer: `a`, or with dropout `a` with silenced units zeroed and the others scaled up. */
  readonly passedOn: T;
}

/**
 * A batch goes through the network in chunks of about so many weighted sums, whose gradients are added in the same order
 * as without chunks. So memory stays small, and a wide network on a large batch can be interrupted.
 */
const CHUNK_WORK = 2_000_000;

/**
 * Makes `batchSizes.length` updates and returns the new state; the given one is left as it was.
 * @param state the row [parameters | slots] (`initialState`)
 * @param x inputs [N, inputs]
 * @param y targets [N, outputs]
 * @param order the samples of all batches, one after the other
 * @param step0 updates that were made before; 0 for a fresh network
 * @param rates learning rate of each step; null for that of the hyperparameters throughout
 * @example
 * const state = initialState(initialParameters(shape, 'glorotUniform', 1), 'adam');
 * const { metrics } = trainSteps(state, shape, hyperparameters, x, y, [0, 1, 2, 3], [2, 2], 0);
 */
export function trainSteps<T extends Numbers>(...given: Parameters<typeof trainInChunks<T>>): Trained<T> {
  const chunks = trainInChunks(...given);
  for (;;) {
    const { done, value } = chunks.next();
    if (done) return value;
  }
}

/** The same, with a stop after each chunk of samples. @param chunkWork weighted sums of a chunk */
export function* trainInChunks<T extends Numbers>(
  state: T,
  shape: NetworkShape,
  hyper: Hyperparameters,
  x: Numbers,
  y: Numbers,
  order: ArrayLike<number>,
  batchSizes: readonly number[],
  step0: number,
  rates: ArrayLike<number> | null = null,
  chunkWork = CHUNK_WORK,
): Generator<void, Trained<T>, void> {
  const layers = layerOffsets(shape);
  const last = layers.at(-1)!;
  const affordable = Math.max(1, Math.floor(chunkWork / (last.biasOffset + last.units)));
  const largestBatch = Math.min(affordable, Math.max(0, ...batchSizes));
  const memories = layers.map((offsets, index): LayerMemory<T> => {
    const zeros = (): T => zerosLike(state, largestBatch * offsets.units);
    const a = zeros();
    const dropsOut = hyper.dropout > 0 && index < layers.length - 1;
    const { activation } = shape.layers[index]!;
    return { offsets, activation, z: zeros(), a, delta: zeros(), passedOn: dropsOut ? zeros() : a };
  });
  const batch = {
    x: zerosLike(state, largestBatch * shape.inputs),
    y: zerosLike(state, largestBatch * last.units),
  };
  const gradient = new Float64Array(last.biasOffset + last.units);
  const next = state.slice() as T;
  const metrics = zerosLike(state, batchSizes.length * 2);

  let used = 0;
  for (const [step, count] of batchSizes.entries()) {
    gradient.fill(0);
    let [loss, correct] = [0, 0];
    for (let first = 0; first < count; first += largestBatch) {
      const chunk: Chunk = {
        first,
        count: Math.min(largestBatch, count - first),
        of: count,
        step: step0 + step,
      };
      gatherRows(x, shape.inputs, order, used + first, chunk.count, batch.x);
      gatherRows(y, last.units, order, used + first, chunk.count, batch.y);
      forwardChunk(next, memories, batch.x, hyper, chunk);
      const outcome = startBackward(memories.at(-1)!, hyper, batch.y, chunk, loss);
      loss = outcome.loss;
      correct += outcome.correct;
      backwardChunk(next, memories, batch.x, hyper, chunk, gradient);
      yield;
    }
    used += count;
    updateState(next, gradient, layers, rates ? withRate(hyper, rates[step]!) : hyper, step0 + step + 1);
    metrics[2 * step] = loss / count;
    metrics[2 * step + 1] = correct;
  }
  return { state: next, metrics };
}

const withRate = (hyper: Hyperparameters, learningRate: number): Hyperparameters => ({
  ...hyper,
  optimizer: { ...hyper.optimizer, learningRate },
});

function gatherRows(
  from: Numbers,
  width: number,
  order: ArrayLike<number>,
  start: number,
  count: number,
  to: Numbers,
): void {
  for (let n = 0; n < count; n++) {
    const row = order[start + n]! * width;
    for (let i = 0; i < width; i++) to[n * width + i] = from[row + i]!;
  }
}

function forwardChunk(
  parameters: Numbers,
  memories: readonly LayerMemory<Numbers>[],
  inputs: Numbers,
  hyper: Hyperparameters,
  chunk: Chunk,
): void {
  const { count } = chunk;
  let x = inputs;
  for (const [index, { offsets, activation, z, a, passedOn }] of memories.entries()) {
    weightedSums(parameters, offsets, x, count, z);
    activateLayer(activation, z, a, count, offsets.units);
    if (passedOn !== a) {
      for (let i = 0; i < count * offsets.units; i++) passedOn[i] = a[i]!;
      scaleByDropout(passedOn, offsets.units, chunk, hyper, index);
    }
    x = passedOn;
  }
}

/** Zeroes silenced units and scales the others by 1/(1 − dropout), so that the expected sum stays the same. */
function scaleByDropout(
  values: Numbers,
  units: number,
  { first, count, step }: Chunk,
  { seed, dropout }: Hyperparameters,
  layer: number,
): void {
  const key = dropoutKey(seed, step, layer);
  const threshold = dropoutThreshold(dropout);
  const scale = 1 / (1 - dropout);
  for (let n = 0; n < count; n++) {
    for (let j = 0; j < units; j++) {
      const dropped = isDropped(key, first + n, j, units, threshold);
      values[n * units + j] = dropped ? 0 : values[n * units + j]! * scale;
    }
  }
}

/** Writes the output layer's delta (of the batch's mean loss). Returns the sum of losses, `lossBefore` included, and correct predictions. */
function startBackward(
  output: LayerMemory<Numbers>,
  hyper: Hyperparameters,
  y: Numbers,
  { count, of }: Chunk,
  lossBefore: number,
): { loss: number; correct: number } {
  const { units } = output.offsets;
  const activation = output.activation as OutputActivation;
  let sum = lossBefore;
  let correct = 0;
  for (let n = 0; n < count; n++) {
    const row = { z: output.z, a: output.a, t: y, start: n * units, targetStart: n * units, units };
    sum += sampleLoss(hyper.loss, row);
    if (isCorrect(activation, row)) correct++;
    lossGradient(hyper.loss, activation, row, output.delta);
  }
  for (let i = 0; i < count * units; i++) output.delta[i] = output.delta[i]! / of;
  return { loss: sum, correct };
}

/** From the output layer's delta back to the first layer: fills every delta and adds to the gradient of all parameters [P]. */
function backwardChunk(
  parameters: Numbers,
  memories: readonly LayerMemory<Numbers>[],
  inputs: Numbers,
  hyper: Hyperparameters,
  chunk: Chunk,
  gradient: Float64Array,
): void {
  const { count } = chunk;
  for (let index = memories.length - 1; index >= 0; index--) {
    const { offsets, delta } = memories[index]!;
    const before = memories[index - 1];
    addGradient(gradient, offsets, before ? before.passedOn : inputs, delta, count);
    if (!before) return;
    passBack(parameters, offsets, delta, before.delta, count);
    if (before.passedOn !== before.a) {
      scaleByDropout(before.delta, before.offsets.units, chunk, hyper, index - 1);
    }
    const activation = before.activation as Activation; // only the last layer may be softmax
    multiplyByDerivative(activation, before.z, before.a, before.delta, 0, count * before.offsets.units);
  }
}

/** ∂L/∂W = Σ x·delta over the samples; ∂L/∂b = Σ delta. */
function addGradient(
  gradient: Float64Array,
  { inputs, units, kernelOffset, biasOffset }: LayerOffsets,
  x: Numbers,
  delta: Numbers,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < inputs; i++) {
      const value = x[n * inputs + i]!;
      const row = kernelOffset + i * units;
      for (let j = 0; j < units; j++) gradient[row + j] = gradient[row + j]! + value * delta[n * units + j]!;
    }
    for (let j = 0; j < units; j++)
      gradient[biasOffset + j] = gradient[biasOffset + j]! + delta[n * units + j]!;
  }
}

/** ∂L/∂x = W·delta: the gradient with respect to a layer's inputs. */
function passBack(
  parameters: Numbers,
  { inputs, units, kernelOffset }: LayerOffsets,
  delta: Numbers,
  to: Numbers,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < inputs; i++) {
      const row = kernelOffset + i * units;
      let sum = 0;
      for (let j = 0; j < units; j++) sum += parameters[row + j]! * delta[n * units + j]!;
      to[n * inputs + i] = sum;
    }
  }
}
