/** Why a formula cannot be read, and where: fields mark the place, scripts read the sentence. */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/formulaErrors.ts';

export class FormulaError extends Error {
  /** Offset in the text of the character that does not fit; the length of the text where something is missing at its end. */
  readonly at: number;
  /** What may stand there. */
  readonly expected: string;
  /** The whole sentence as data. */
  readonly failure: Failure;
  private readonly parts: readonly [what: Failure, expected: Failure];

  /** @param what without a full stop: “y” is not known */
  constructor(what: Failure, at: number, expected: Failure) {
    const failure = failures.at({ what, place: at + 1, expected });
    super(failure.text);
    this.name = 'FormulaError';
    this.at = at;
    this.expected = expected.text;
    this.failure = failure;
    this.parts = [what, expected];
  }

  /** The same error in a longer text, of which the formula begins at `offset`. */
  shifted(offset: number): FormulaError {
    return new FormulaError(this.parts[0], this.at + offset, this.parts[1]);
  }
}

/** Of a formula that is to depend on a row, and does not. */
export const readsNothing = (columns: readonly string[]): FormulaError =>
  new FormulaError(failures.sameEverywhere(), 0, failures.formulaOf({ columns: columns.join(', ') }));
