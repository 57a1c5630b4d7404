/**
 * The contract of Fanout's own tfjs kernels, one for all devices. `DenseForward` and `DenseTrain` are registered for the
 * backends `cpu` (reference), `wasm` and `webgpu`; `denseForward.ts` and `denseTrain.ts` call them.
 *
 * Parameters of one network are one flat float32 row [P]: for each layer kernel [in][out] row-major, then bias [out]
 * (`layerOffsets` in nn/NetworkShape.ts). R networks of one shape are R rows. Training state is a row
 * [parameters | slot 1 | slot 2]: optimiser slots have the layout of the parameters, one S = P·(1 + slots) row a network.
 */
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';

export const DENSE_FORWARD = 'DenseForward';
export const DENSE_TRAIN = 'DenseTrain';

/**
 * DenseForward. Inputs: `parameters` [R, P], or one state row [1, S] of which the slots are ignored; `x` [N, inputs]
 * (shared by all R networks).
 * Output: predictions [R, N, outputs], or with `everyLayer` the activations of every layer, transposed: [R, U, N], U the
 * units of all layers after the input, so that one unit's values are contiguous. The output layer's values are after its
 * activation.
 */
export interface DenseForwardAttrs {
  readonly shape: NetworkShape;
  readonly everyLayer: boolean;
}

/**
 * DenseTrain. Inputs: `state` [R, S], `x` [N, inputs], `y` [N, outputs], `order` int32 [T]: the samples of consecutive
 * mini-batches in the order in which they are used, `steps` batches of `batchSize` (the last of an epoch may be
 * shorter: `batchSizes` has the size of each step). Outputs: `state'` [R, S] and `metrics` [R, steps, 2]:
 * mean loss of each batch before its update (without penalties), and the number of correct predictions in it (`classOf` in
 * nn/classOf.ts).
 * `step0` is the number of updates already made: Adam's bias correction and the dropout stream go on from there.
 */
export interface DenseTrainAttrs {
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
  readonly batchSizes: readonly number[];
  readonly step0: number;
  /** Learning rate of each step (`nn/learningRates.ts`); absent or null: that of the hyperparameters throughout. */
  readonly rates?: Float64Array | null;
  /**
   * Each network has its own order and rates: `order` holds R·T samples and `rates` R·steps rates, network after network. Only
   * where the device `trainsTogether` (KernelSet); elsewhere such networks take a call each.
   */
  readonly isApart?: boolean;
}
