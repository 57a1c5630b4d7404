/**
 * One DenseTrain call on the compiled module. A data set that fits is kept in the module's memory by the identity of
 * its tensor, so that a call copies only state and order; a larger one is fed in portions of gathered rows. Answers
 * are views of the module's memory, good until the next call.
 */
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';
import { keepData } from './keptData.ts';
import type { Keyed, KernelMemory } from './KernelMemory.ts';
import { PlanMemory } from './planMemory.ts';
import { layOut } from './Workspace.ts';

export interface TrainCall {
  readonly shape: NetworkShape;
  readonly plan: TrainPlan;
  /** [networks, S] */
  readonly state: Float32Array;
  readonly networks: number;
  readonly x: Keyed;
  readonly y: Keyed;
  readonly order: Int32Array;
  readonly batchSizes: readonly number[];
  readonly step0: number;
}

export interface Trained {
  /** [networks, S] */
  readonly state: Float32Array;
  /** [networks, steps, 2] */
  readonly metrics: Float32Array;
}

/** Rows of a data set that is not kept are gathered up to this much at a time (one batch at least). */
const PORTION_BYTES = 8 * 2 ** 20;
/** Elements that packing and adding may touch past the end of a row. */
const OVERREAD = 4;

export function trainCall(memory: KernelMemory, call: TrainCall): Trained {
  const { shape, plan, state, networks, order, batchSizes, step0 } = call;
  const outputs = shape.layers.at(-1)!.units;
  const steps = batchSizes.length;
  const parts = 1 + SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const row = parameterCount(shape);
  const padded = Math.ceil(row / 4) * 4;
  const samples = largestOf(batchSizes);
  const data = keepData(memory, call.x, call.y, shape.inputs);
  const portions = data ? [{ first: 0, steps, place: 0, count: order.length }] : portionsOf(call);
  const portion = data ? 0 : portions.reduce((largest, { count }) => Math.max(largest, count), 0);

  const workspace = layOut(memory.arena, shape, { samples, train: true, dropout: plan.dropout > 0 });
  const block = memory.block([
    state.length,
    parts * padded + OVERREAD,
    padded + OVERREAD,
    padded,
    networks * steps * 2,
    steps,
    order.length,
    portion * shape.inputs,
    portion * outputs,
  ]);
  const [states, work, gradient, kernels, output, sizes, places, x, y] = block.addresses as [
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
  const held = memory.floats(states, state.length);
  held.set(state);
  memory.floats(work, parts * padded).fill(0);
  memory.floats(gradient, padded).fill(0);
  const heldSizes = memory.words(sizes, steps);
  for (let step = 0; step < steps; step++) heldSizes[step] = batchSizes[step]!;
  memory.words(places, order.length).set(order);
  checkOrder(memory, call, places);

  const memoryPlan = new PlanMemory(memory.exports.memory, shape);
  memoryPlan.set(workspace.words);
  memoryPlan.set({ networks, parts, state: states, work, gradient, output, order: places });
  memoryPlan.set({ kernels: hasPenalties(plan) ? kernels : 0 });
  memoryPlan.set({ x: data?.x ?? x, y: data?.y ?? y, dataLists: data?.lists ?? 0 });
  if (data?.isDense) memoryPlan.set({ lists: 0 });
  memoryPlan.setLayers(shape, workspace.layers);
  memoryPlan.setTraining(plan);
  if (hasPenalties(plan)) markKernels(memory.floats(kernels, padded), shape);

  let metrics = memory.floats(output, networks * steps * 2);
  if (!data) {
    metrics = new Float32Array(networks * steps * 2);
    const counting = memory.words(places, order.length);
    for (let i = 0; i < portion; i++) counting[i] = i;
  }
  for (const { first, steps: count, place, count: rows } of portions) {
    if (!data) {
      gatherRows(call.x.values, shape.inputs, order, place, memory.floats(x, rows * shape.inputs));
      gatherRows(call.y.values, outputs, order, place, memory.floats(y, rows * outputs));
    }
    memoryPlan.set({ steps: count, batchSizes: sizes + 4 * first });
    memoryPlan.setFirstStep(plan, step0 + first);
    memory.exports.train();
    if (!data) {
      for (let r = 0; r < networks; r++) {
        metrics.set(memory.floats(output + 8 * count * r, 2 * count), 2 * (steps * r + first));
      }
    }
  }
  workspace.free();
  block.free();
  return { state: held, metrics };
}

/** A plain loop: thousands of steps of a small network take less time than a callback for each. */
function largestOf(sizes: readonly number[]): number {
  let largest = 0;
  for (const size of sizes) if (size > largest) largest = size;
  return largest;
}

interface Portion {
  readonly first: number;
  readonly steps: number;
  /** Where in the order it begins, and how many samples it has. */
  readonly place: number;
  readonly count: number;
}

function portionsOf({ shape, batchSizes }: TrainCall): Portion[] {
  const most = Math.floor(PORTION_BYTES / (4 * (shape.inputs + shape.layers.at(-1)!.units)));
  const portions: Portion[] = [];
  let open = { first: 0, steps: 0, place: 0, count: 0 };
  for (const [step, size] of batchSizes.entries()) {
    if (open.steps > 0 && open.count + size > most) {
      portions.push(open);
      open = { first: step, steps: 0, place: open.place + open.count, count: 0 };
    }
    open = { ...open, steps: open.steps + 1, count: open.count + size };
  }
  return open.steps > 0 ? [...portions, open] : portions;
}

function gatherRows(
  from: Float32Array,
  width: number,
  order: Int32Array,
  place: number,
  to: Float32Array,
): void {
  const count = to.length / width;
  if (width > 16) {
    for (let n = 0; n < count; n++) {
      const start = order[place + n]! * width;
      to.set(from.subarray(start, start + width), n * width);
    }
    return;
  }
  for (let n = 0; n < count; n++) {
    const start = order[place + n]! * width;
    for (let i = 0; i < width; i++) to[n * width + i] = from[start + i]!;
  }
}

/** A place outside the data would read other memory: said here, before anything is changed. */
function checkOrder(memory: KernelMemory, { shape, x, order }: TrainCall, places: number): void {
  const samples = x.values.length / shape.inputs;
  const largest = memory.exports.largest(places, order.length) >>> 0;
  if (order.length > 0 && largest >= samples) {
    throw new Error(
      `The order names sample ${largest | 0}, but the data has ${samples}: use places 0 to ${samples - 1}.`,
    );
  }
}

function hasPenalties({ l1, l2, optimizer }: TrainPlan): boolean {
  return l1 !== 0 || l2 !== 0 || (optimizer.name === 'adamw' && optimizer.weightDecay !== 0);
}

/** 1 where a kernel's weights lie, 0 where biases do. */
function markKernels(marks: Float32Array, shape: NetworkShape): void {
  marks.fill(0);
  for (const { kernelOffset, biasOffset } of layerPlaces(shape)) marks.fill(1, kernelOffset, biasOffset);
}
