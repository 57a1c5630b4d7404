/** A link that cannot be opened; the message says why and what to do, and is shown to the reader as it is. */
export class LinkError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LinkError';
  }
}
