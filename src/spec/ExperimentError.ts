/**
 * What is wrong with an Experiment, in sentences a person can act on. One problem a field, each with the path of
 * the field, so that a form can show it where it belongs; the message joins the first few.
 */
export interface ExperimentProblem {
  /** Where, as written in the JSON: `network.hidden[0].units`. Empty for the value as a whole. */
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
