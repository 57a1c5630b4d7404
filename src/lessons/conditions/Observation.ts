/** What is known at one moment, as plain data: the adapter on the page makes it, conditions read it, runs are kept as it. */
import type { Experiment } from '#experiment/experiment.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { QuantityName } from './quantities.ts';

/** Names of the quantities that stand for themselves, without brackets. */
export type PlainName = Exclude<QuantityName, 'w' | 'b' | 'dead' | 'twins'>;
export type PlainValues = Readonly<Partial<Record<PlainName, number | string | boolean>>>;

export interface Observation {
  readonly experiment: Experiment;
  /** What is missing or NaN has not been measured yet: it makes no condition true. */
  readonly values: PlainValues;
  /** With the flat parameters [P] of the moment, for weights, biases and twins. */
  readonly shape?: NetworkShape;
  readonly parameters?: ArrayLike<number>;
  /** Units of each layer that answer 0 to every sample. */
  readonly dead?: readonly number[];
  /** Of the last load, the quantities of each priority. */
  readonly byPriority?: ReadonlyMap<number, PlainValues>;
}
