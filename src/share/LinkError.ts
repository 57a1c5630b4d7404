/** A link that cannot be opened; the failure says why and what to do. */
import type { Failure, FailureValues } from '#messages/Failure.ts';

export class LinkError extends Error {
  readonly code: string;
  readonly values: FailureValues;

  constructor({ text, code, values }: Failure, options?: ErrorOptions) {
    super(text, options);
    this.name = 'LinkError';
    this.code = code;
    this.values = values;
  }
}
