/**
 * Learning from mini-batches: forward, loss, backward, update, once for every batch. In goes a state row and the
 * samples in the order of their use; out comes the new state row and two figures a step. This is the definition that
 * the fast kernels are held to, so it is written to be read.
 */
import { layerPlaces, type LayerPlace, type NetworkShape } from '../../../spec/networkShape.ts';
import type { Activation, OutputActivation } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { dropoutKey, dropoutThreshold, isDropped } from '../dropoutMask.ts';
import { activateLayer, slope, type Numbers } from './activations.ts';
import { weightedSums, zerosLike } from './forward.ts';
import { isRightAnswer, lossGradient, sampleLoss } from './losses.ts';
import { updateState } from './optimizers.ts';

export interface Trained<T extends Numbers> {
  readonly state: T;
  /** [steps, 2]: mean loss of each batch before its update, without penalties; count of right answers in it. */
  readonly metrics: T;
}

/** What one layer remembers of a batch: weighted sums, activations (after dropout), gradient with respect to z. */
interface LayerMemory<T> {
  readonly place: LayerPlace;
  readonly activation: Activation | OutputActivation;
  readonly z: T;
  readonly a: T;
  readonly delta: T;
  /** Activations handed to the next layer: `a` with silenced units zeroed and the rest scaled up. */
  readonly passedOn: T;
}

/**
 * Makes `batchSizes.length` updates, starting at update number `step0` (0 for a fresh network).
 * `x` is [N, inputs], `y` [N, outputs], `order` the samples of all batches one after the other.
 * The given state is left as it was.
 */
export function trainSteps<T extends Numbers>(
  state: T,
  shape: NetworkShape,
  plan: TrainPlan,
  x: Numbers,
  y: Numbers,
  order: ArrayLike<number>,
  batchSizes: readonly number[],
  step0: number,
): Trained<T> {
  const places = layerPlaces(shape);
  const last = places.at(-1)!;
  const largestBatch = batchSizes.reduce((largest, size) => Math.max(largest, size), 0);
  const memories = places.map((place, index): LayerMemory<T> => {
    const zeros = (): T => zerosLike(state, largestBatch * place.units);
    const a = zeros();
    const dropsOut = plan.dropout > 0 && index < places.length - 1;
    const { activation } = shape.layers[index]!;
    return { place, activation, z: zeros(), a, delta: zeros(), passedOn: dropsOut ? zeros() : a };
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
    gatherRows(x, shape.inputs, order, used, count, batch.x);
    gatherRows(y, last.units, order, used, count, batch.y);
    used += count;
    forwardBatch(next, memories, batch.x, count, plan, step0 + step);
    const { loss, right } = startBackward(memories.at(-1)!, plan, batch.y, count);
    backwardBatch(next, memories, batch.x, count, plan, step0 + step, gradient);
    updateState(next, gradient, places, plan, step0 + step + 1);
    metrics[2 * step] = loss;
    metrics[2 * step + 1] = right;
  }
  return { state: next, metrics };
}

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

function forwardBatch(
  parameters: Numbers,
  memories: readonly LayerMemory<Numbers>[],
  inputs: Numbers,
  count: number,
  plan: TrainPlan,
  step: number,
): void {
  let x = inputs;
  for (const [index, { place, activation, z, a, passedOn }] of memories.entries()) {
    weightedSums(parameters, place, x, count, z);
    activateLayer(activation, z, a, count, place.units);
    if (passedOn !== a) {
      for (let i = 0; i < count * place.units; i++) passedOn[i] = a[i]!;
      scaleByDropout(passedOn, place.units, count, plan, step, index);
    }
    x = passedOn;
  }
}

/** Zeroes silenced units and scales the others by 1/(1 − dropout), so that the expected sum stays the same. */
function scaleByDropout(
  values: Numbers,
  units: number,
  count: number,
  { seed, dropout }: TrainPlan,
  step: number,
  layer: number,
): void {
  const key = dropoutKey(seed, step, layer);
  const threshold = dropoutThreshold(dropout);
  const scale = 1 / (1 - dropout);
  for (let n = 0; n < count; n++) {
    for (let j = 0; j < units; j++) {
      const dropped = isDropped(key, n, j, units, threshold);
      values[n * units + j] = dropped ? 0 : values[n * units + j]! * scale;
    }
  }
}

/** Writes the output layer's delta (gradient of the batch's mean loss) and gives the batch's figures. */
function startBackward(
  output: LayerMemory<Numbers>,
  plan: TrainPlan,
  y: Numbers,
  count: number,
): { loss: number; right: number } {
  const { units } = output.place;
  const activation = output.activation as OutputActivation;
  let loss = 0;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const row = { z: output.z, a: output.a, t: y, start: n * units, targetStart: n * units, units };
    loss += sampleLoss(plan.loss, row);
    if (isRightAnswer(activation, row)) right++;
    lossGradient(plan.loss, activation, row, output.delta);
  }
  for (let i = 0; i < count * units; i++) output.delta[i] = output.delta[i]! / count;
  return { loss: loss / count, right };
}

/** From the output layer's delta back to the first layer: fills every delta and the gradient of all parameters [P]. */
function backwardBatch(
  parameters: Numbers,
  memories: readonly LayerMemory<Numbers>[],
  inputs: Numbers,
  count: number,
  plan: TrainPlan,
  step: number,
  gradient: Float64Array,
): void {
  gradient.fill(0);
  for (let index = memories.length - 1; index >= 0; index--) {
    const { place, delta } = memories[index]!;
    const before = memories[index - 1];
    addGradient(gradient, place, before ? before.passedOn : inputs, delta, count);
    if (!before) return;
    passBack(parameters, place, delta, before.delta, count);
    if (before.passedOn !== before.a) {
      scaleByDropout(before.delta, before.place.units, count, plan, step, index - 1);
    }
    const activation = before.activation as Activation; // only the last layer may be softmax
    for (let i = 0; i < count * before.place.units; i++) {
      before.delta[i] = before.delta[i]! * slope(activation, before.z[i]!, before.a[i]!);
    }
  }
}

/** A weight's gradient is what came in times what goes wrong behind it, summed over the batch. */
function addGradient(
  gradient: Float64Array,
  { inputs, units, kernelOffset, biasOffset }: LayerPlace,
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

/** Each input is to blame for what it fed: its weights times the deltas behind them. */
function passBack(
  parameters: Numbers,
  { inputs, units, kernelOffset }: LayerPlace,
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
