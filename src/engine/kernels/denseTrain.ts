/** DenseTrain as a typed call: many mini-batch updates in one dispatch; shapes are in `contract.ts`. */
import {
  engine,
  type NamedAttrMap,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { DENSE_TRAIN, type DenseTrainAttrs } from './contract.ts';

export interface DenseTrainInputs {
  /** [R, S] */
  readonly state: Tensor2D;
  /** [N, inputs] */
  readonly x: Tensor2D;
  /** [N, outputs] */
  readonly y: Tensor2D;
  /** int32 [T], the samples of all batches in order of use. */
  readonly order: Tensor1D;
}

/** The given state tensor stays as it was and is still the caller's to dispose. */
export function denseTrain(
  inputs: DenseTrainInputs,
  attrs: DenseTrainAttrs,
): { state: Tensor2D; metrics: Tensor3D } {
  const outputs: unknown = engine().runKernel(DENSE_TRAIN, { ...inputs }, attrs as unknown as NamedAttrMap);
  const [state, metrics] = outputs as [Tensor2D, Tensor3D];
  return { state, metrics };
}
