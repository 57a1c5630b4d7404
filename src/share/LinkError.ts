/** A link that cannot be opened; the failure says why and what to do. */
import type { Failure } from '#messages/Failure.ts';
import type { Values } from '#messages/say.ts';

export class LinkError extends Error {
  readonly code: string;
  readonly values: Values;

  constructor({ text, code, values }: Failure, options?: ErrorOptions) {
    super(text, options);
    this.name = 'LinkError';
    this.code = code;
    this.values = values;
  }
}
