/** The user stopped the download of a data set. */
import type { FailureValues } from '#messages/Failure.ts';
import { loadingStopped } from '#messages/generated/trainerErrors.ts';

export class LoadingStopped extends Error {
  readonly code: string;
  readonly values: FailureValues;

  constructor() {
    const { code, values, text } = loadingStopped();
    super(text);
    this.code = code;
    this.values = values;
  }
}
