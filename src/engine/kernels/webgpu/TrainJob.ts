/**
 * One call of DenseTrain, validated, as both training paths take it. The step table holds for each batch its offset in
 * `order`, its size, and Adam's two bias corrections (computed here in double precision).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { bug } from '#messages/bug.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { decayOf, slotCount } from '#nn/optimizers.ts';
import { type DenseTrainAttrs } from '../contract.ts';
import { biasCorrections } from './hyperparametersCode.ts';

export interface TrainTensors {
  readonly state: TensorInfo;
  readonly x: TensorInfo;
  readonly y: TensorInfo;
  readonly order: TensorInfo;
}

export interface TrainJob {
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
  readonly step0: number;
  /** Learning rate of each step; null for that of the hyperparameters throughout. */
  readonly rates: Float64Array | null;
  readonly networks: number;
  /** Whether each network has its own order and rates. */
  readonly isApart: boolean;
  readonly outputs: number;
  readonly parameters: number;
  readonly stateLength: number;
  readonly batchSizes: readonly number[];
  readonly largestBatch: number;
}

function expectShape(name: string, tensor: TensorInfo, dtype: string, last: number | undefined): void {
  const rank = last === undefined ? 1 : 2;
  if (tensor.dtype !== dtype || tensor.shape.length !== rank || (rank === 2 && tensor.shape[1] !== last)) {
    const expected = last === undefined ? '[T]' : `[*, ${last}]`;
    throw bug(
      `DenseTrain expects ${name} as ${dtype} ${expected}; got ${tensor.dtype} [${tensor.shape.join(', ')}]`,
    );
  }
}

/**
 * Checks tensors against attributes.
 * @throws if a tensor's type or shape, a batch size or the length of `order` does not fit.
 */
export function trainJob(tensors: TrainTensors, attrs: DenseTrainAttrs): TrainJob {
  const { shape, hyperparameters, batchSizes, step0, rates = null, isApart = false } = attrs;
  const parameters = parameterCount(shape);
  const outputs = outputLayer(shape).units;
  const stateLength = parameters * (1 + slotCount(hyperparameters.optimizer.name));
  expectShape('state', tensors.state, 'float32', stateLength);
  expectShape('x', tensors.x, 'float32', shape.inputs);
  expectShape('y', tensors.y, 'float32', outputs);
  expectShape('order', tensors.order, 'int32', undefined);
  let used = 0;
  for (const size of batchSizes) {
    if (!Number.isInteger(size) || size < 1) throw bug(`a batch of ${size} samples cannot be trained on`);
    used += size;
  }
  const given = tensors.order.shape[0] ?? 0;
  const networks = tensors.state.shape[0] ?? 0;
  const wanted = isApart ? used * networks : used;
  if (wanted > given) throw bug(`the batches use ${wanted} samples, but the order has only ${given}`);
  return {
    shape,
    hyperparameters,
    step0,
    rates,
    outputs,
    parameters,
    stateLength,
    batchSizes,
    networks,
    isApart,
    largestBatch: batchSizes.reduce((largest, size) => Math.max(largest, size), 0),
  };
}

/** A record of the step table. */
export const STEP_BYTES = 32;

/**
 * The step table: one record of eight 32-bit words every `strideBytes`: offset in `order`, batch size; the two bias corrections,
 * learning rate and decoupled decay as float bits; the step's index in this call and its number since the network's start.
 * Networks apart have a table each, one after the other.
 */
export function stepTable(job: TrainJob, strideBytes: number): ArrayBuffer {
  const { batchSizes, rates, step0 } = job;
  const tables = job.isApart ? job.networks : 1;
  const steps = batchSizes.length;
  const data = new ArrayBuffer(Math.max(STEP_BYTES, tables * steps * strideBytes));
  const { optimizer } = job.hyperparameters;
  const decay = decayOf(optimizer);
  const view = new DataView(data);
  const used = batchSizes.reduce((sum, size) => sum + size, 0);
  let start = 0;
  for (const [step, size] of batchSizes.entries()) {
    const [first, second] = biasCorrections(job.hyperparameters, step0 + step + 1);
    for (let table = 0; table < tables; table++) {
      const offset = (table * steps + step) * strideBytes;
      const rate = rates?.[table * steps + step] ?? optimizer.learningRate;
      view.setUint32(offset, table * used + start, true);
      view.setUint32(offset + 4, size, true);
      view.setFloat32(offset + 8, first, true);
      view.setFloat32(offset + 12, second, true);
      view.setFloat32(offset + 16, rate, true);
      view.setFloat32(offset + 20, rates ? decayOf({ ...optimizer, learningRate: rate }) : decay, true);
      view.setUint32(offset + 24, step, true);
      view.setUint32(offset + 28, step0 + step, true);
    }
    start += size;
  }
  return data;
}

/** Multiply-adds of one step of all networks: forward, deltas and gradients each pass over the kernels once. */
export function multiplyAdds(job: TrainJob): number {
  return 3 * job.parameters * job.largestBatch * job.networks;
}
