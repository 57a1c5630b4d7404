/** Errors as data: a code of the catalogue with its values, from which each language makes the sentence. */
import type { Values } from './say.ts';

/** Made by the messages of the areas named `…Errors`, for instance `serverErrors.queueFull({ most: 64 })`. */
export interface Failure {
  /** `area.key`: stays the same when the sentence changes or is translated. */
  readonly code: string;
  readonly values: Values;
  /** The sentence: what happened, what was kept, what to do. */
  readonly text: string;
}

/** What an error carries beside its message. */
export interface Coded {
  code: string;
  values: Values;
}

type ErrorClass = new (message: string, options?: ErrorOptions) => Error;

/**
 * The error of a failure.
 *
 * @param Kind class of the error where callers tell errors apart by it (RangeError, TypeError)
 * @example throw failed(serverErrors.queueFull({ most: 64 }))
 */
export function failed(failure: Failure, Kind: ErrorClass = Error, options?: ErrorOptions): Error & Coded {
  return Object.assign(new Kind(failure.text, options), { code: failure.code, values: failure.values });
}

/** The code and values of an error that has them. */
export function failureOf(error: unknown): Coded | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const values = 'values' in error && typeof error.values === 'object' ? (error.values as Values) : {};
  return { code: error.code, values };
}
