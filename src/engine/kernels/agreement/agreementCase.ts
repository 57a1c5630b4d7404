/**
 * The cases on which all devices must agree: a pairwise covering array over everything that a plan of training and a
 * shape may hold, each row with seeded weights and samples. Plain data; nothing here knows a device.
 */
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { OUTPUTS_OF_LOSS } from '../../../spec/output.ts';
import {
  ACTIVATIONS,
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  type Loss,
  type OptimizerName,
} from '../../../spec/vocabulary.ts';
import type { DenseTrainAttrs, TrainPlan } from '../contract.ts';
import { mix32 } from '../dropoutMask.ts';
import { initialState } from '../reference/optimizers.ts';
import { coveringArray, type Row } from './coveringArray.ts';

export const AGREEMENT_FACTORS = {
  activation: ACTIVATIONS,
  /** Layers including the output. */
  depth: [1, 2, 3, 4, 5, 6, 7, 8],
  optimizer: OPTIMIZERS,
  /** Of the widest hidden layer. */
  width: [1, 3, 4, 5, 31, 33, 257],
  loss: LOSSES,
  /** None of the larger ones divides the samples, the lanes or a panel of samples. */
  batch: [1, 3, 10, 13, 33],
  output: OUTPUT_ACTIVATIONS,
  outputs: [1, 2, 3],
  penalty: ['none', 'l1', 'l2', 'both'],
  /** Devices may put networks in lanes, too: 7 fill none. */
  networks: [1, 3, 7],
  /** Of the largest, six in seven values are zero, as in images. */
  inputs: [1, 2, 5, 97],
  dropout: [0, 0.25],
} as const;

export type AgreementRow = Row<typeof AGREEMENT_FACTORS>;

export const isAllowedRow = ({ loss, output }: Partial<AgreementRow>): boolean =>
  loss === undefined || output === undefined || OUTPUTS_OF_LOSS[loss].includes(output);

export const agreementRows = (): AgreementRow[] => coveringArray(AGREEMENT_FACTORS, isAllowedRow);

/**
 * Epsilon is 1e-3: an adaptive update's slope in its gradient is up to rate / epsilon, and with the usual 1e-7 a
 * rounding error of a vanishing gradient would decide a whole step's direction, in any precision.
 */
export function planOf(loss: Loss, optimizer: OptimizerName, rest: Partial<TrainPlan> = {}): TrainPlan {
  return {
    loss,
    optimizer: {
      name: optimizer,
      learningRate: 0.02,
      momentum: 0.9,
      decay: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-3,
      weightDecay: 0.1,
    },
    l1: 0,
    l2: 0,
    dropout: 0,
    seed: 0xc0ff_ee11,
    ...rest,
  };
}

export interface AgreementCase {
  readonly name: string;
  readonly attrs: DenseTrainAttrs;
  /** One state row [S] a network. */
  readonly states: readonly Float32Array[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly order: Int32Array;
}

/** Samples in the set; no batch size above 1 divides it. */
const SAMPLES = 53;

/** Uniform in ±size, the same for the same seed. */
const noise = (length: number, seed: number, size = 1): Float32Array =>
  Float32Array.from({ length }, (_, i) => (mix32(mix32(i + 1) + seed * 40_503) / 2 ** 31 - 1) * size);

function shapeOf({ activation, depth, width, output, outputs, inputs }: AgreementRow): NetworkShape {
  const middle = (depth - 1) >> 1;
  const hidden = Array.from({ length: depth - 1 }, (_, i) => {
    if (i === middle) return width;
    // Beside a wide layer one that makes their kernel wide enough for the paths of wide layers.
    return i === middle - 1 ? Math.min(31, width) : [4, 3, 5][i % 3]!;
  });
  const units = output === 'softmax' ? Math.max(2, outputs) : outputs;
  return {
    inputs,
    layers: [...hidden.map((count) => ({ units: count, activation })), { units, activation: output }],
  };
}

/** Weights that keep weighted sums at about size 1: uniform in ±√(3/inputs). */
function startOf(shape: NetworkShape, optimizer: OptimizerName, seed: number): Float32Array {
  const parameters = noise(parameterCount(shape), seed);
  for (const { inputs, units, kernelOffset, biasOffset } of layerPlaces(shape)) {
    const size = Math.sqrt(3 / inputs);
    for (let i = kernelOffset; i < biasOffset; i++) parameters[i] = parameters[i]! * size;
    for (let i = biasOffset; i < biasOffset + units; i++) parameters[i] = parameters[i]! * 0.3;
  }
  return initialState(parameters, optimizer);
}

/** Classes in the coding of the output; every third value of a regression loss lies beyond Huber's bend. */
function targetsOf(shape: NetworkShape, loss: Loss, seed: number): Float32Array {
  const { units, activation } = shape.layers.at(-1)!;
  const low = activation === 'sigmoid' || activation === 'softmax' ? 0 : -1;
  const classes = noise(SAMPLES, seed);
  const y = new Float32Array(SAMPLES * units);
  for (let n = 0; n < SAMPLES; n++) {
    const chosen = Math.floor(((classes[n]! + 1) / 2) * Math.max(2, units));
    for (let k = 0; k < units; k++) y[n * units + k] = k === chosen ? 1 : low;
  }
  if (loss === 'huber') for (let i = 0; i < y.length; i += 3) y[i] = 2.5;
  return y;
}

export function caseOf(row: AgreementRow, index: number): AgreementCase {
  const shape = shapeOf(row);
  const { loss, optimizer, batch, penalty, dropout } = row;
  const l1 = penalty === 'l1' || penalty === 'both' ? 0.01 : 0;
  const l2 = penalty === 'l2' || penalty === 'both' ? 0.02 : 0;
  // The second batch is shorter, as at the end of an epoch.
  const batchSizes = [batch, Math.ceil(batch / 2)];
  const used = batchSizes.reduce((sum, size) => sum + size, 0);
  return {
    name: Object.values(row).join(' · '),
    attrs: { shape, plan: planOf(loss, optimizer, { l1, l2, dropout }), batchSizes, step0: index % 3 },
    states: Array.from({ length: row.networks }, (_, r) => startOf(shape, optimizer, 7 * index + r)),
    x: noise(SAMPLES * row.inputs, 1_000 + index).map((v, i) => (row.inputs > 50 && i % 7 > 0 ? 0 : v)),
    y: targetsOf(shape, loss, 2_000 + index),
    order: Int32Array.from({ length: used }, (_, i) => (i * 19 + index) % SAMPLES),
  };
}

export const agreementCases = (): AgreementCase[] => agreementRows().map(caseOf);

/** Indices of few and small cases that between them have every level of every factor, for devices slow to compile. */
export function everyLevelOnce(): number[] {
  const rows = agreementRows();
  const missing = new Set(rows.flatMap((row) => Object.entries(row).map(String)));
  const sizeOf = (row: AgreementRow): number => 30 + row.width + 4 * row.depth + row.batch + row.inputs / 2;
  const chosen: number[] = [];
  while (missing.size > 0) {
    const gains = rows.map((row) => {
      const fresh = Object.entries(row).filter((setting) => missing.has(String(setting))).length;
      return fresh / sizeOf(row);
    });
    const best = gains.indexOf(Math.max(...gains));
    chosen.push(best);
    for (const setting of Object.entries(rows[best]!)) missing.delete(String(setting));
  }
  return chosen;
}
