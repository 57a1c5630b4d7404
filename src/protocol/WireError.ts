/** Errors as data, so that name and message survive the way between worker and page. */

export interface WireError {
  readonly name: string;
  /** A sentence for the reader: what happened, what was kept, what to do. */
  readonly message: string;
  readonly stack?: string;
}

export function toWireError(error: unknown): WireError {
  if (error instanceof Error) {
    return { name: error.name, message: error.message, ...(error.stack ? { stack: error.stack } : {}) };
  }
  return { name: 'Error', message: String(error) };
}

export function fromWireError({ name, message, stack }: WireError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack) error.stack = stack;
  return error;
}
