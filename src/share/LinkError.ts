/** A link that cannot be opened; the message says why and what to do, as a sentence for the reader. */
export class LinkError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LinkError';
  }
}
