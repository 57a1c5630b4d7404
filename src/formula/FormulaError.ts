/** Why a formula cannot be read, and where: fields mark the place, scripts read the sentence. */
export class FormulaError extends Error {
  /** Offset in the text of the character that does not fit; the length of the text where something is missing at its end. */
  readonly at: number;
  /** What may stand there. */
  readonly expected: string;
  private readonly what: string;

  /** @param what without a full stop: “y” is not known */
  constructor(what: string, at: number, expected: string) {
    super(`${what} (character ${at + 1}); expected ${expected}.`);
    this.name = 'FormulaError';
    this.at = at;
    this.expected = expected;
    this.what = what;
  }

  /** The same error in a longer text, of which the formula begins at `offset`. */
  shifted(offset: number): FormulaError {
    return new FormulaError(this.what, this.at + offset, this.expected);
  }
}

/** Of a formula that is to depend on a row, and does not. */
export const readsNothing = (columns: readonly string[]): FormulaError =>
  new FormulaError('The formula is the same everywhere', 0, `a formula of ${columns.join(', ')}`);
