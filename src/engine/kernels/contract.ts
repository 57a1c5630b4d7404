/**
 * The contract of Fanout's own kernels, one for all devices. `DenseForward` and `DenseTrain` are registered in tfjs
 * for `cpu` (reference), `wasm` and `webgpu`, and called through `engine().runKernel(name, inputs, attrs)`.
 *
 * Parameters of one network are one flat float32 row [P]: for each layer kernel [in][out] row-major, then bias [out]
 * (`spec/networkShape.ts` has the offsets). R networks of one shape are R rows. Training state is a row
 * [parameters | slot 1 | slot 2]: optimiser slots have the layout of the parameters, one S = P·(1 + slots) row a network.
 */
import type { NetworkShape } from '../../spec/networkShape.ts';
import type { Loss, OptimizerName } from '../../spec/vocabulary.ts';

export const DENSE_FORWARD = 'DenseForward';
export const DENSE_TRAIN = 'DenseTrain';

/** Slots of each optimiser, in the order of the state row. Adagrad's slot starts at 0.1, all others at 0. */
export { SLOTS_OF_OPTIMIZER } from '../../spec/cost.ts';

/** An optimiser with every hyper-parameter filled in; fields that its rule does not use are ignored. */
export interface OptimizerPlan {
  readonly name: OptimizerName;
  readonly learningRate: number;
  readonly momentum: number;
  readonly decay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

export interface TrainPlan {
  readonly loss: Loss;
  readonly optimizer: OptimizerPlan;
  readonly l1: number;
  readonly l2: number;
  readonly dropout: number;
  /** Key of the dropout stream (see `dropoutMask.ts`). */
  readonly seed: number;
}

/**
 * DenseForward. Inputs: `parameters` [R, P], `x` [N, inputs] (shared by all R networks).
 * Output: [R, N, outputs], or with `everyLayer` [R, U, N] where U counts the units of every layer after the input,
 * unit-major, so that one unit's picture is contiguous. The output layer's values are after its activation.
 */
export interface DenseForwardAttrs {
  readonly shape: NetworkShape;
  readonly everyLayer: boolean;
}

/**
 * DenseTrain. Inputs: `state` [R, S], `x` [N, inputs], `y` [N, outputs], `order` int32 [T]: the samples of consecutive
 * mini-batches in the order in which they are used, `steps` batches of `batchSize` (the last of an epoch may be
 * shorter: `batchSizes` has the size of each step). Outputs: `state'` [R, S] and `metrics` [R, steps, 2]:
 * mean loss of each batch before its update (without penalties), and the count of right answers in it.
 * `step0` is the number of updates already made: Adam's bias correction and the dropout stream go on from there.
 */
export interface DenseTrainAttrs {
  readonly shape: NetworkShape;
  readonly plan: TrainPlan;
  readonly batchSizes: readonly number[];
  readonly step0: number;
}

/**
 * Loss of one sample, o the output, t the target, K outputs (Σ and mean over the K outputs of the sample):
 *   halfSquaredError Σ ½(o−t)² · meanSquaredError mean (o−t)² · huber mean h(o−t), δ = 1 · hinge mean max(0, 1−t·o)
 *   binaryCrossentropy mean −[t ln o + (1−t) ln(1−o)] and categoricalCrossentropy −Σ t ln o, both from the
 *   logits so that no logarithm meets zero. The loss of a batch is the mean over its samples.
 * A right answer: several outputs, largest output is where the largest target is (first wins a tie); one output, o and
 * t on the same side of the coding's middle (0 for tanh and linear, ½ for sigmoid; o exactly at the middle counts as the
 * upper class). In regression the count means nothing and is not shown.
 *
 * Update, g the gradient of the batch loss plus l1·sign(w) + l2·w for kernels (never biases), t = step0 + 1, …:
 *   sgd      w −= lr·g
 *   momentum v = m·v + g; w −= lr·v
 *   nesterov v = m·v + g; w −= lr·(g + m·v)
 *   rmsprop  s = ρ·s + (1−ρ)·g²; w −= lr·g / √(s + ε)
 *   adagrad  s += g²; w −= lr·g / √(s + ε)
 *   adam     m = β₁m + (1−β₁)g; v = β₂v + (1−β₂)g²; w −= lr·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)
 *   adamw    w −= lr·wd·w (kernels only) first, then adam
 */
export const HUBER_DELTA = 1;
export const LEAKY_RELU_SLOPE = 0.2;
export const ADAGRAD_START = 0.1;
