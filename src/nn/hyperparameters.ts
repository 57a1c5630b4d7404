/** Everything that a training step depends on besides state and data. */
import type { Clip } from './clipping.ts';
import type { HyperparameterName, Loss, OptimizerName } from './vocabulary.ts';

/** An optimiser with every hyperparameter filled in; those that its rule does not have are ignored. */
export interface OptimizerSettings extends Readonly<Record<HyperparameterName | 'learningRate', number>> {
  readonly name: OptimizerName;
}

export interface Hyperparameters {
  readonly loss: Loss;
  readonly optimizer: OptimizerSettings;
  /** Penalties: the gradient of a kernel's w gets l1·sign(w) + l2·w; biases have none. */
  readonly l1: number;
  readonly l2: number;
  /** Share of hidden units that are silenced in each sample. */
  readonly dropout: number;
  /** Bound on the gradient; absent: none. */
  readonly clip?: Clip;
  /** Key of the dropout stream (see `dropoutMask.ts`). */
  readonly seed: number;
}
