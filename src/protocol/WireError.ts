/** Errors as data, so that name, sentence, code and values survive the way between worker and page. */
import { failureOf, sayFailure, type FailureValues } from '#messages/Failure.ts';

export interface WireError {
  readonly name: string;
  /** The sentence in the worker's language, English: what happened, what was kept, what to do. */
  readonly message: string;
  /** Of the catalogue: the page says it in the reader's language. */
  readonly code?: string;
  readonly values?: FailureValues;
  readonly stack?: string;
}

export function toWireError(error: unknown): WireError {
  if (error instanceof Error) {
    const { name, message, stack } = error;
    return { name, message, ...failureOf(error), ...(stack ? { stack } : {}) };
  }
  return { name: 'Error', message: String(error) };
}

export function fromWireError({ name, message, code, values = {}, stack }: WireError): Error {
  const error = new Error(code === undefined ? message : sayFailure({ code, values, text: message }));
  error.name = name;
  if (code !== undefined) Object.assign(error, { code, values });
  if (stack) error.stack = stack;
  return error;
}
