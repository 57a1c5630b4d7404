/**
 * What a file of `losses/` exports: the loss itself (under the file's name), `wgsl`, `assembly` and `checks`. The loss of a
 * sample is the sum, or the mean, of a term for each output o with target t; that of a batch is the mean of its samples.
 * docs/adding.md has an example.
 */
import type { Label } from './Label.ts';
import type { TensorOps } from './TensorOps.ts';
import type { OutputActivation, Task } from './vocabulary.ts';

interface LossBase {
  /** Where it stands in menus, and by which number kernels know it: no two alike. */
  readonly order: number;
  readonly label: Label;
  readonly formula: string;
  /** The loss of a sample is the mean of its terms, not their sum. */
  readonly isMean: boolean;
  readonly tasks: readonly Task[];
}

/** A loss that looks at the outputs, whatever activation they come from. */
export interface OutputLoss extends LossBase {
  readonly from: 'outputs';
  /** Activations that it may stand on. */
  readonly outputs: 'any' | readonly OutputActivation[];
  /** The one for a task with classes, if not the task's own. */
  readonly defaultOutput?: OutputActivation;
  readonly loss: (o: number, t: number) => number;
  /** ∂loss/∂o. */
  readonly gradient: (o: number, t: number) => number;
}

/** A loss of sigmoid outputs, computed from their weighted sums z so that no logarithm meets zero. */
export interface LogitLoss extends LossBase {
  readonly from: 'logits';
  readonly outputs: readonly ['sigmoid'];
  readonly loss: (z: number, t: number) => number;
  /** ∂loss/∂z, where o = σ(z). */
  readonly gradient: (o: number, t: number) => number;
}

/** A loss of softmax outputs, computed from their weighted sums z. */
export interface SoftmaxLoss extends LossBase {
  readonly from: 'softmax';
  readonly outputs: readonly ['softmax'];
  /** @param logSum ln Σ eᶻ of the row */
  readonly loss: (z: number, t: number, logSum: number) => number;
  /** ∂(loss of the row)/∂z, where o is the output. @param weight Σ t of the row */
  readonly gradient: (o: number, t: number, weight: number) => number;
}

export type LossFunction = OutputLoss | LogitLoss | SoftmaxLoss;

/**
 * The same on WebGPU: body of a function that returns vec2(loss, gradient). In scope: `o` and `t`; from logits also `z`;
 * from softmax also `z`, `largest` (of the row's z), `logSum` (ln Σ e^(z − largest)) and `weight`.
 */
export type LossWgsl = string;

/**
 * The same in AssemblyScript, four samples at once. In scope: `o`, `t`, `error` (o − t), `zero`, `one`, `lanes.ts` and
 * `approximations.ts`; from logits and softmax as in `LossWgsl`.
 */
export interface LossAssembly {
  /** Body of a function that returns `sum` plus the term. */
  readonly loss: string;
  /** Body of a function that returns the gradient. */
  readonly gradient: string;
  /** Factors that are applied once a panel: to the sum, and to every gradient. 1 where absent. */
  readonly lossFactor?: number;
  readonly gradientFactor?: number;
}

/** What tests hold it to. */
export interface LossChecks {
  /** The terms in operations of TensorFlow.js, one an output or already one a sample. */
  readonly oracle: <T>(tf: TensorOps<T>, row: { readonly z: T; readonly o: T; readonly t: T }) => T;
  /** Some [outputs or weighted sums, targets, loss of the sample], by hand from the formula. */
  readonly examples: readonly (readonly [
    seen: readonly number[],
    targets: readonly number[],
    loss: number,
  ])[];
  /** Largest ∂gradient/∂o, where there is one: how fast an error of o becomes one of the gradient. */
  readonly curvature: number;
  /** Size of the numbers that are added up in one term: how large its rounding is. */
  readonly size: (row: {
    readonly z: number;
    readonly o: number;
    readonly t: number;
    readonly largest: number;
    readonly units: number;
  }) => number;
}
