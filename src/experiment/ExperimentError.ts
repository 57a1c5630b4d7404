/**
 * Errors of an Experiment as sentences with what to do. One problem per field, with the field's path, so that a form can show
 * it in place; the message joins the first few.
 */
import type { Failure, FailureValues } from '#messages/Failure.ts';
import * as failures from '#messages/generated/experimentErrors.ts';

export interface ExperimentProblem {
  /** Path in the JSON: `network.hidden[0].units`. Empty for the value as a whole. */
  readonly path: string;
  /** `experimentErrors.outOfRange` …: what is wrong, for programs. */
  readonly code: string;
  readonly values: FailureValues;
  /** A full sentence that names the path and the limit. */
  readonly message: string;
  /** Of a text that is wrong at one place: the offset of the character, and what may stand there. */
  readonly at?: number;
  readonly expected?: string;
}

const SHOWN = 3;

export class ExperimentError extends Error {
  /** That of the problem where there is one, else `experimentErrors.several`. */
  readonly code: string;
  readonly values: FailureValues;
  readonly problems: readonly ExperimentProblem[];

  constructor(problems: readonly ExperimentProblem[]) {
    const { code, values, text } = summary(problems, SHOWN);
    super(text);
    this.name = 'ExperimentError';
    this.code = code;
    this.values = values;
    this.problems = problems;
  }
}

/** The problem that this failure is, at this path. */
export function problemAt(path: string, { code, values, text }: Failure): ExperimentProblem {
  return { path, code, values, message: text };
}

function summary([problem, ...others]: readonly ExperimentProblem[], shown: number): Failure {
  if (!problem || shown === 0) return failures.more({ count: others.length + 1 });
  const { code, values, message } = problem;
  const first = { code, values, text: message };
  return others.length === 0 ? first : failures.several({ first, rest: summary(others, shown - 1) });
}
