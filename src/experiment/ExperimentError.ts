/**
 * Errors of an Experiment as sentences with what to do. One problem per field, with the field's path, so that a form can show
 * it in place; the message joins the first few.
 */
export interface ExperimentProblem {
  /** Path in the JSON: `network.hidden[0].units`. Empty for the value as a whole. */
  readonly path: string;
  /** A full sentence that names the path and the limit. */
  readonly message: string;
}

const SHOWN = 3;

export class ExperimentError extends Error {
  readonly problems: readonly ExperimentProblem[];

  constructor(problems: readonly ExperimentProblem[]) {
    const more = problems.length - SHOWN;
    const sentences = problems.slice(0, SHOWN).map((problem) => problem.message);
    if (more > 0) sentences.push(more === 1 ? 'One more field is wrong.' : `${more} more fields are wrong.`);
    super(sentences.join(' '));
    this.name = 'ExperimentError';
    this.problems = problems;
  }
}
