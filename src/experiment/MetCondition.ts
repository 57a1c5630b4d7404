/** Why a run has ended by itself, as a code with its values: sentences are made of it where they are said. */
import type { WatchedLoss } from '#nn/learningRates.ts';

/** The condition that ended a run, of the experiment (`training.stop`) or of `train`. */
export type MetCondition =
  /** The number of this epoch, or how many seconds the run took. */
  | { readonly code: 'epochs' | 'seconds'; readonly limit: number }
  | {
      readonly code: 'lossBelow';
      readonly watch: WatchedLoss;
      readonly limit: number;
      readonly loss: number;
    }
  /** No better than `best` for `limit` epochs. */
  | {
      readonly code: 'plateau';
      readonly watch: WatchedLoss;
      readonly limit: number;
      readonly best: number;
    };
