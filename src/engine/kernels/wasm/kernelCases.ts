/**
 * What the tests of the compiled kernels share: seeded networks and data, and how far a call is from the
 * double-precision reference. The same cases run in Node (plain SIMD) and in the browser (also relaxed).
 */
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { OUTPUTS_OF_LOSS } from '../../../spec/output.ts';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  type Activation,
  type Loss,
  type OptimizerName,
  type OutputActivation,
} from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { forward } from '../reference/forward.ts';
import { initialState } from '../reference/optimizers.ts';
import { trainSteps } from '../reference/train.ts';
import { forwardCall } from './forwardCall.ts';
import type { KernelMemory } from './KernelMemory.ts';
import { trainCall } from './trainCall.ts';

/** A seeded stream of numbers in [−1, 1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

export interface TrainCase {
  readonly name: string;
  readonly shape: NetworkShape;
  readonly plan: TrainPlan;
  readonly batchSizes: readonly number[];
  readonly networks?: number;
  readonly step0?: number;
  /** Whether the data set has an identity under which it may be kept. */
  readonly keyed?: boolean;
  /** Share of the inputs that are not zero; every fifth sample is then all zeros. */
  readonly density?: number;
  /** Changes samples and starting states before anything is computed. */
  readonly spoil?: (x: Float32Array, state: Float32Array) => void;
}

export function shapeOf(
  inputs: number,
  hidden: readonly number[],
  activation: Activation,
  output: OutputActivation,
  outputs: number,
): NetworkShape {
  return {
    inputs,
    layers: [...hidden.map((units) => ({ units, activation })), { units: outputs, activation: output }],
  };
}

export function planOf(loss: Loss, optimizer: OptimizerName, rest: Partial<TrainPlan> = {}): TrainPlan {
  return {
    loss,
    optimizer: {
      name: optimizer,
      // A rule that divides by the gradient's size moves every weight by its rate, hundreds of them at once: kept small,
      // or the trajectory itself, not the kernel, would magnify a rounding from step to step.
      learningRate: ['sgd', 'momentum', 'nesterov'].includes(optimizer) ? 0.1 : 0.02,
      momentum: 0.9,
      decay: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      // Bounds how much a rule that divides by √(s + ε) magnifies the rounding of a gradient near zero.
      epsilon: 1e-3,
      weightDecay: 0.01,
    },
    l1: 0,
    l2: 0,
    dropout: 0,
    seed: 20_261,
    ...rest,
  };
}

/** Every activation × optimiser, with losses and their outputs taking turns, so that all pairs of two are met. */
export function pairwiseCases(hidden: readonly number[], batchSizes: readonly number[]): TrainCase[] {
  const losses = LOSSES.flatMap((loss) => OUTPUTS_OF_LOSS[loss].map((output) => [loss, output] as const));
  return ACTIVATIONS.flatMap((activation, a) =>
    OPTIMIZERS.flatMap((optimizer, o) =>
      [0, 1].map((turn) => {
        const [loss, output] = losses[(a * 3 + o * 5 + turn * 8) % losses.length]!;
        const outputs = output === 'softmax' ? 3 : 1 + ((a + o) % 3);
        return {
          name: `${activation} · ${loss} on ${output} ×${outputs} · ${optimizer}`,
          shape: shapeOf(3, hidden, activation, output, outputs),
          plan: planOf(loss, optimizer, {
            l1: o % 2 ? 0.01 : 0,
            l2: a % 2 ? 0.02 : 0,
            dropout: turn ? 0.25 : 0,
          }),
          batchSizes,
          step0: a,
        };
      }),
    ),
  );
}

/** Largest |actual − expected| / max(1, |expected|); a NaN on one side only counts as infinite. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || (Number.isNaN(a) && Number.isNaN(e))) continue;
    const error = Math.abs(a - e) / Math.max(1, Math.abs(e));
    if (!(error <= largest)) largest = Number.isNaN(error) ? Infinity : error;
  }
  return largest;
}

export interface Errors {
  readonly state: number;
  readonly loss: number;
  readonly right: number;
}

const SAMPLES = 53;

/** Parameters that give weighted sums of about size 1, whatever the width. */
function startOf(shape: NetworkShape, next: () => number): Float32Array {
  const parameters = new Float32Array(parameterCount(shape));
  for (const { inputs, units, kernelOffset, biasOffset } of layerPlaces(shape)) {
    for (let i = kernelOffset; i < biasOffset; i++) parameters[i] = (1.5 * next()) / Math.sqrt(inputs);
    for (let i = biasOffset; i < biasOffset + units; i++) parameters[i] = 0.3 * next();
  }
  return parameters;
}

/** Trains on the compiled kernels and in double precision, and tells how far apart they end. */
export function trainingErrors(memory: KernelMemory, given: TrainCase): Errors {
  const { shape, plan, batchSizes, networks = 1, step0 = 0, keyed = true, density = 1 } = given;
  const next = numbers(given.name.length * 7 + shape.layers.length);
  const x = sparseNumbers(SAMPLES, shape.inputs, density, next);
  const y = targets(plan.loss, shape, next);
  const starts = Array.from({ length: networks }, () =>
    initialState(startOf(shape, next), plan.optimizer.name),
  );
  for (const start of starts) given.spoil?.(x, start);
  const state = new Float32Array(starts.flatMap((start) => [...start]));
  const count = batchSizes.reduce((sum, size) => sum + size, 0);
  const order = Int32Array.from({ length: count }, () => Math.floor(((next() + 1) / 2) * SAMPLES));
  const key = (): object | undefined => (keyed ? {} : undefined);
  const trained = trainCall(memory, {
    shape,
    plan,
    state,
    networks,
    x: { values: x, key: key() },
    y: { values: y, key: key() },
    order,
    batchSizes,
    step0,
  });
  const steps = batchSizes.length;
  let errors: Errors = { state: 0, loss: 0, right: 0 };
  for (const [r, start] of starts.entries()) {
    const expected = trainSteps(Float64Array.from(start), shape, plan, x, y, order, batchSizes, step0);
    const metrics = trained.metrics.subarray(2 * steps * r, 2 * steps * (r + 1));
    const part = (values: Float32Array | Float64Array, offset: number): number[] =>
      [...values].filter((_, i) => i % 2 === offset);
    errors = {
      state: Math.max(
        errors.state,
        distance(trained.state.subarray(start.length * r, start.length * (r + 1)), expected.state),
      ),
      loss: Math.max(errors.loss, distance(part(metrics, 0), part(expected.metrics, 0))),
      right: Math.max(errors.right, distance(part(metrics, 1), part(expected.metrics, 1))),
    };
  }
  return errors;
}

/** Rows of which a share `density` is not zero, and with a share below 1 every fifth row is all zeros. */
export function sparseNumbers(
  samples: number,
  inputs: number,
  density: number,
  next: () => number,
): Float32Array {
  const x = Float32Array.from({ length: samples * inputs }, next);
  if (density === 1) return x;
  for (let i = 0; i < x.length; i++) {
    const isBlank = Math.floor(i / inputs) % 5 === 4;
    if (isBlank || (next() + 1) / 2 >= density) x[i] = 0;
  }
  return x;
}

function targets(loss: Loss, shape: NetworkShape, next: () => number): Float32Array {
  const { units, activation } = shape.layers.at(-1)!;
  const low = activation === 'sigmoid' || activation === 'softmax' ? 0 : -1;
  const y = new Float32Array(SAMPLES * units);
  for (let n = 0; n < SAMPLES; n++) {
    const chosen = Math.floor(((next() + 1) / 2) * Math.max(2, units));
    for (let k = 0; k < units; k++) y[n * units + k] = k === chosen ? 1 : low;
  }
  // Errors beyond 1 show the bend of the Huber loss.
  if (loss === 'huber') for (let i = 0; i < y.length; i += 3) y[i] = 2.5;
  return y;
}

/** How far the forward kernel is from double precision, for answers in rows and for every layer as pictures. */
export function forwardErrors(
  memory: KernelMemory,
  shape: NetworkShape,
  samples: number,
  networks = 1,
  scale = 1,
  density = 1,
): { rows: number; pictures: number } {
  const next = numbers(samples + 31 * shape.inputs);
  const row = parameterCount(shape);
  const x = sparseNumbers(samples, shape.inputs, density, next).map((value) => scale * value);
  const values = new Float32Array(networks * row);
  for (let r = 0; r < networks; r++) values.set(startOf(shape, next), r * row);
  const call = { shape, parameters: { values, key: {} }, networks, x, samples };
  const rows = forwardCall(memory, { ...call, everyLayer: false }).slice();
  const pictures = forwardCall(memory, { ...call, everyLayer: true }).slice();
  const expectedRows: number[] = [];
  const expectedPictures: number[] = [];
  for (let r = 0; r < networks; r++) {
    const layers = forward(shape, Float64Array.from(values.subarray(r * row, (r + 1) * row)), x, samples);
    for (const answer of layers.at(-1)!) expectedRows.push(answer);
    for (const [index, layer] of layers.entries()) {
      const { units } = shape.layers[index]!;
      for (let unit = 0; unit < units; unit++) {
        for (let n = 0; n < samples; n++) expectedPictures.push(layer[n * units + unit]!);
      }
    }
  }
  return { rows: distance(rows, expectedRows), pictures: distance(pictures, expectedPictures) };
}
