/**
 * One call of DenseTrain, checked and counted: what both paths need to know. The table of steps says for each batch
 * where it starts in the order, its size, and Adam's two corrections (taken here in double precision).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type DenseTrainAttrs, type TrainPlan } from '../contract.ts';
import { biasCorrections } from './planCode.ts';

export interface TrainTensors {
  readonly state: TensorInfo;
  readonly x: TensorInfo;
  readonly y: TensorInfo;
  readonly order: TensorInfo;
}

export interface TrainJob {
  readonly shape: NetworkShape;
  readonly plan: TrainPlan;
  readonly step0: number;
  readonly networks: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly stateLength: number;
  readonly batchSizes: readonly number[];
  readonly largestBatch: number;
  /** Share of inputs that are not zero, as far as that is known; else 1. */
  readonly ink: number;
}

function expectShape(name: string, tensor: TensorInfo, dtype: string, last: number | undefined): void {
  const rank = last === undefined ? 1 : 2;
  if (tensor.dtype !== dtype || tensor.shape.length !== rank || (rank === 2 && tensor.shape[1] !== last)) {
    const wanted = last === undefined ? '[T]' : `[*, ${last}]`;
    throw new Error(
      `DenseTrain wants ${name} as ${dtype} ${wanted}; it got ${tensor.dtype} [${tensor.shape.join(', ')}].`,
    );
  }
}

/** Checks tensors against attributes. Throws with what is wrong and what was wanted. */
export function trainJob(tensors: TrainTensors, attrs: DenseTrainAttrs, ink = 1): TrainJob {
  const { shape, plan, batchSizes, step0 } = attrs;
  const parameters = parameterCount(shape);
  const outputs = shape.layers.at(-1)?.units ?? 0;
  const stateLength = parameters * (1 + SLOTS_OF_OPTIMIZER[plan.optimizer.name]);
  expectShape('state', tensors.state, 'float32', stateLength);
  expectShape('x', tensors.x, 'float32', shape.inputs);
  expectShape('y', tensors.y, 'float32', outputs);
  expectShape('order', tensors.order, 'int32', undefined);
  let used = 0;
  for (const size of batchSizes) {
    if (!Number.isInteger(size) || size < 1)
      throw new Error(`A batch of ${size} samples cannot be trained on.`);
    used += size;
  }
  const given = tensors.order.shape[0] ?? 0;
  if (used > given) throw new Error(`The batches use ${used} samples, but the order lists only ${given}.`);
  return {
    shape,
    plan,
    step0,
    outputs,
    parameters,
    stateLength,
    batchSizes,
    networks: tensors.state.shape[0] ?? 0,
    largestBatch: batchSizes.reduce((largest, size) => Math.max(largest, size), 0),
    ink,
  };
}

/**
 * Words of one step in the table, `strideBytes` apart: start, size, the two corrections as float bits and, where there
 * is room, the step's place in this call and its number since the network's start.
 */
export function stepTable(job: TrainJob, strideBytes: number): ArrayBuffer {
  const data = new ArrayBuffer(Math.max(16, job.batchSizes.length * strideBytes));
  const view = new DataView(data);
  let start = 0;
  for (const [step, size] of job.batchSizes.entries()) {
    const at = step * strideBytes;
    const [first, second] = biasCorrections(job.plan, job.step0 + step + 1);
    view.setUint32(at, start, true);
    view.setUint32(at + 4, size, true);
    view.setFloat32(at + 8, first, true);
    view.setFloat32(at + 12, second, true);
    if (strideBytes > 16) {
      view.setUint32(at + 16, step, true);
      view.setUint32(at + 20, job.step0 + step, true);
    }
    start += size;
  }
  return data;
}

/** Multiply-adds of one step of all networks: forward, deltas and gradients are each one pass over the kernels. */
export function multiplyAdds(job: TrainJob): number {
  return 3 * job.parameters * job.largestBatch * job.networks;
}
