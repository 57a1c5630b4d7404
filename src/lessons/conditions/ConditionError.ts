/** Why a condition cannot be read, and where. Authors of lessons and challenges meet it, and tests of all of them. */
import type { Failure, FailureValues } from '#messages/Failure.ts';

export class ConditionError extends Error {
  /** Code in the catalogue with its values, as every error of Fanout has. */
  readonly code: string;
  readonly values: FailureValues;
  /** Offset in the text of what does not fit; the length of the text where something is missing at its end. */
  readonly at: number;

  constructor(failure: Failure, at: number) {
    super(failure.text);
    this.name = 'ConditionError';
    this.code = failure.code;
    this.values = failure.values;
    this.at = at;
  }
}
