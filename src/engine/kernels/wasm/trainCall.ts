/**
 * One DenseTrain call on the compiled module. A data set that fits is cached in the module's memory by the identity of
 * its tensors, so that a call copies only state and order; a larger one is copied in portions of gathered rows. Results
 * are views of the module's memory, valid until the next call.
 */
import { bug } from '#messages/bug.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { decayOf, slotCount } from '#nn/optimizers.ts';
import { cacheDataset } from './cacheDataset.ts';
import { CallDescriptor } from './CallDescriptor.ts';
import type { Keyed, KernelMemory } from './KernelMemory.ts';
import { layOutWorkspace } from './Workspace.ts';

export interface TrainCall {
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
  /** [networks, S] */
  readonly state: Float32Array;
  readonly networks: number;
  readonly x: Keyed;
  readonly y: Keyed;
  /** Sample indices of all batches in order of use, or their address in the module's memory (then not validated). */
  readonly order: Int32Array | number;
  readonly batchSizes: readonly number[];
  readonly step0: number;
  /** Learning rate of each step; absent or null: that of the hyperparameters. */
  readonly rates?: Float64Array | null | undefined;
}

export interface Trained {
  /** [networks, S] */
  readonly state: Float32Array;
  /** [networks, steps, 2] */
  readonly metrics: Float32Array;
}

/** Portion of a data set that is not cached: so many bytes of gathered rows, at least one batch. */
const PORTION_BYTES = 8 * 2 ** 20;
/** Elements that packing and adding may touch past the end of a row. */
const OVERREAD = 4;

export function trainCall(memory: KernelMemory, call: TrainCall): Trained {
  const { shape, hyperparameters, state, networks, batchSizes, step0, rates = null } = call;
  const outputs = outputLayer(shape).units;
  const steps = batchSizes.length;
  const { largest: samples, sum: used } = extentOf(batchSizes);
  if (typeof call.order !== 'number' && call.order.length < used)
    throw bug(`the batches use ${used} samples, but the order has only ${call.order.length}`);
  const parts = 1 + slotCount(hyperparameters.optimizer.name);
  const row = parameterCount(shape);
  const padded = Math.ceil(row / 4) * 4;
  const data = cacheDataset(memory, call.x, call.y, shape.inputs);
  const portions = data ? [{ first: 0, steps, orderOffset: 0, count: used }] : portionsOf(call);
  const portion = data ? 0 : portions.reduce((largest, { count }) => Math.max(largest, count), 0);

  const workspace = layOutWorkspace(memory.allocator, shape, {
    samples,
    train: true,
    dropout: hyperparameters.dropout > 0,
  });
  const arrays = memory.allocateArrays([
    state.length,
    parts * padded + OVERREAD,
    padded + OVERREAD,
    padded,
    networks * steps * 2,
    steps,
    data && typeof call.order === 'number' ? 0 : used,
    portion * shape.inputs,
    portion * outputs,
    rates ? 4 * steps : 0,
  ]);
  const [states, work, gradient, kernels, output, sizes, copied, x, y, rateTable] = arrays.addresses as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const result = memory.floats(states, state.length);
  result.set(state);
  memory.floats(work, parts * padded).fill(0);
  memory.floats(gradient, padded).fill(0);
  if (rates) writeRates(memory.doubles(rateTable, 2 * steps), rates, hyperparameters);
  const sizeWords = memory.words(sizes, steps);
  for (let step = 0; step < steps; step++) sizeWords[step] = batchSizes[step]!;
  const orderAddress = data && typeof call.order === 'number' ? call.order : copied;
  const order = typeof call.order === 'number' ? memory.words(call.order, used) : call.order;
  if (orderAddress === copied) {
    memory.words(orderAddress, used).set(order.subarray(0, used));
    checkOrder(memory, call, orderAddress, used);
  }

  const descriptor = new CallDescriptor(memory.exports.memory, shape);
  descriptor.set(workspace.words);
  descriptor.set({ networks, parts, state: states, work, gradient, output, order: orderAddress });
  descriptor.set({ kernels: hasPenalties(hyperparameters) ? kernels : 0 });
  descriptor.set({ x: data?.x ?? x, y: data?.y ?? y, dataRowPointers: data?.rowPointers ?? 0 });
  if (data?.isDense) descriptor.set({ rowPointers: 0 });
  descriptor.setLayers(shape, workspace.layers);
  descriptor.setTraining(hyperparameters);
  if (hasPenalties(hyperparameters)) markKernels(memory.floats(kernels, padded), shape);

  let metrics = memory.floats(output, networks * steps * 2);
  if (!data) {
    metrics = new Float32Array(networks * steps * 2);
    const consecutive = memory.words(orderAddress, used);
    for (let i = 0; i < portion; i++) consecutive[i] = i;
  }
  for (const { first, steps: count, orderOffset, count: rows } of portions) {
    if (!data) {
      gatherRows(call.x.values, shape.inputs, order, orderOffset, memory.floats(x, rows * shape.inputs));
      gatherRows(call.y.values, outputs, order, orderOffset, memory.floats(y, rows * outputs));
    }
    descriptor.set({
      steps: count,
      batchSizes: sizes + 4 * first,
      rates: rates ? rateTable + 16 * first : 0,
    });
    descriptor.setFirstStep(hyperparameters, step0 + first);
    memory.exports.train();
    if (!data) {
      for (let r = 0; r < networks; r++) {
        metrics.set(memory.floats(output + 8 * count * r, 2 * count), 2 * (steps * r + first));
      }
    }
  }
  workspace.free();
  arrays.free();
  return { state: result, metrics };
}

/** A plain loop: a callback per step would take longer than thousands of steps of a small network. */
function extentOf(sizes: readonly number[]): { largest: number; sum: number } {
  let [largest, sum] = [0, 0];
  for (const size of sizes) {
    if (size > largest) largest = size;
    sum += size;
  }
  return { largest, sum };
}

interface Portion {
  readonly first: number;
  readonly steps: number;
  /** Index of its first sample in the order, and its number of samples. */
  readonly orderOffset: number;
  readonly count: number;
}

function portionsOf({ shape, batchSizes }: TrainCall): Portion[] {
  const limit = Math.floor(PORTION_BYTES / (4 * (shape.inputs + outputLayer(shape).units)));
  const portions: Portion[] = [];
  let open = { first: 0, steps: 0, orderOffset: 0, count: 0 };
  for (const [step, size] of batchSizes.entries()) {
    if (open.steps > 0 && open.count + size > limit) {
      portions.push(open);
      open = { first: step, steps: 0, orderOffset: open.orderOffset + open.count, count: 0 };
    }
    open = { ...open, steps: open.steps + 1, count: open.count + size };
  }
  return open.steps > 0 ? [...portions, open] : portions;
}

function gatherRows(
  from: Float32Array,
  width: number,
  order: Int32Array,
  orderOffset: number,
  to: Float32Array,
): void {
  const count = to.length / width;
  if (width > 16) {
    for (let n = 0; n < count; n++) {
      const start = order[orderOffset + n]! * width;
      to.set(from.subarray(start, start + width), n * width);
    }
    return;
  }
  for (let n = 0; n < count; n++) {
    const start = order[orderOffset + n]! * width;
    for (let i = 0; i < width; i++) to[n * width + i] = from[start + i]!;
  }
}

/** @throws if an index lies outside the data, where it would read other memory. */
function checkOrder(memory: KernelMemory, { shape, x }: TrainCall, address: number, count: number): void {
  const samples = x.values.length / shape.inputs;
  const largest = memory.exports.largest(address, count) >>> 0;
  if (count > 0 && largest >= samples) {
    throw bug(
      `the order names sample ${largest | 0}, but the data has ${samples}: use indices 0 to ${samples - 1}`,
    );
  }
}

function hasPenalties({ l1, l2, optimizer }: Hyperparameters): boolean {
  return l1 !== 0 || l2 !== 0 || decayOf(optimizer) !== 0;
}

/** Rate and decoupled decay of each step, in turn. */
function writeRates(table: Float64Array, rates: Float64Array, { optimizer }: Hyperparameters): void {
  for (let step = 0; step < rates.length; step++) {
    const learningRate = rates[step]!;
    table[2 * step] = learningRate;
    table[2 * step + 1] = decayOf({ ...optimizer, learningRate });
  }
}

/** The penalty mask: 1 for a kernel's weights, 0 for biases. */
function markKernels(marks: Float32Array, shape: NetworkShape): void {
  marks.fill(0);
  for (const { kernelOffset, biasOffset } of layerOffsets(shape)) marks.fill(1, kernelOffset, biasOffset);
}
