/** A challenge: a goal, what must stay as it is, and a score that anybody can compute again from the settings. */
import type { ExperimentInput } from '#experiment/experiment.ts';

/** How a score is written, with its unit. */
export type ScoreUnit =
  'parameters' | 'steps' | 'seeds' | 'share' | 'loss' | 'percentOff' | 'timesOneByOne' | 'ofCapacity';

/**
 * How the score comes about. `reference`: trained again from the seed by the mathematics, the same everywhere. `seeds`: likewise, with
 * each of 20 weight seeds. `weights`: by the weights as they are, at step 0. `trainer`: trained again on the device, for digits.
 * `load`: measured on the reader's machine, and again on that of whoever opens the link.
 */
export type Judge = 'reference' | 'seeds' | 'weights' | 'trainer' | 'load';

export interface Challenge {
  /** Used in addresses and kept on machines: never renamed. */
  readonly id: string;
  /** Read while rendering: the language comes later than this module. */
  readonly title: () => string;
  readonly goal: () => string;
  readonly judge: Judge;
  readonly start: ExperimentInput;
  /** Settings that must be as in the start, by their paths: 'data.seed', 'training.loss'. */
  readonly pinned: readonly string[];
  /** What else must hold of the settings, as conditions. */
  readonly rules: readonly string[];
  /** What must be reached; the score counts where it first holds. Without, the best score counts. */
  readonly reach?: string;
  /** The score, as an expression of the same language. */
  readonly score: string;
  readonly unit: ScoreUnit;
  readonly better: 'fewer' | 'more';
  /** From the easiest to the hardest. */
  readonly marks: readonly [number, number, number];
  /** Epochs that count; 0 where nothing is trained. */
  readonly epochs: number;
  /** Whether it is looked at after each step instead of each epoch. */
  readonly everyStep?: true;
}
