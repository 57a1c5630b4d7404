/** DenseTrain as a typed call: many mini-batch updates in one call; shapes are in `contract.ts`. */
import {
  engine,
  type NamedAttrMap,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { bug } from '#messages/bug.ts';
import { DENSE_TRAIN, type DenseTrainAttrs } from './contract.ts';

export interface DenseTrainInputs {
  /** [R, S] */
  readonly state: Tensor2D;
  /** [N, inputs] */
  readonly x: Tensor2D;
  /** [N, outputs] */
  readonly y: Tensor2D;
  /** int32 [T], the sample indices of all batches in order of use. */
  readonly order: Tensor1D;
}

/**
 * Trains R networks of one shape. The inputs are not changed; the caller disposes of them and of both outputs.
 * @returns `state` [R, S] after all steps, and `metrics` [R, steps, 2]: mean loss of each batch before its update, and its
 *   number of correct predictions
 * @throws if a tensor, a batch size, the order or the rates do not fit
 * @example
 * const attrs = { shape, hyperparameters, batchSizes: [32, 32, 16], step0: 0 };
 * const trained = denseTrain({ state, x, y, order }, attrs);
 * const [loss, correct] = await trained.metrics.data();
 */
export function denseTrain(
  inputs: DenseTrainInputs,
  attrs: DenseTrainAttrs,
): { state: Tensor2D; metrics: Tensor3D } {
  const { rates, batchSizes, isApart = false } = attrs;
  const networks = isApart ? inputs.state.shape[0] : 1;
  if (rates && rates.length !== networks * batchSizes.length)
    throw bug(`DenseTrain got ${rates.length} learning rates for ${networks} × ${batchSizes.length} steps`);
  const outputs: unknown = engine().runKernel(DENSE_TRAIN, { ...inputs }, attrs as unknown as NamedAttrMap);
  const [state, metrics] = outputs as [Tensor2D, Tensor3D];
  return { state, metrics };
}
