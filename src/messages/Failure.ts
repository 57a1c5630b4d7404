/** Errors as data: a code of the catalogue with its values, from which each language makes the sentence. */
import { saidByCode, type Values } from './say.ts';

/** What fills the arguments of a failure: text, numbers, or another failure that is its reason. */
export type FailureValues = Readonly<Record<string, string | number | Failure>>;

/** Made by the messages of the areas named `…Errors`, for instance `serverErrors.queueFull({ most: 64 })`. */
export interface Failure {
  /** `area.key`: stays the same when the sentence changes or is translated. */
  readonly code: string;
  readonly values: FailureValues;
  /** The sentence: what happened, what was kept, what to do. */
  readonly text: string;
}

/** What an error carries beside its message. */
export interface Coded {
  code: string;
  values: FailureValues;
}

/** Values with each failure among them as its sentence. */
export type Texts<V> = { readonly [K in keyof V]: Exclude<V[K], Failure> };

/** What the compiled messages call: says the sentence in this thread's language, else in English. */
export function failure<V extends FailureValues>(
  code: string,
  values: V,
  english: (texts: Texts<V>) => string,
): Failure {
  const texts = textsOf(values);
  return { code, values, text: saidByCode(code, texts) ?? english(texts as Texts<V>) };
}

/** A failure that came from another thread, in the language of this one. What has no translation stays as it came. */
export function sayFailure({ code, values, text }: Failure): string {
  return saidByCode(code, textsOf(values)) ?? text;
}

function textsOf(values: FailureValues): Values {
  const texts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    texts[name] = typeof value === 'object' ? sayFailure(value) : value;
  }
  return texts;
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
  const values = 'values' in error && typeof error.values === 'object' ? (error.values as FailureValues) : {};
  return { code: error.code, values };
}

/** Code of what the catalogue does not know: errors of the browser and of libraries, said in their own words. */
const FOREIGN = 'foreign';

/** Whatever was thrown, as data: its own failure, or the browser's sentence. */
export function reasonOf(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return { ...(failureOf(error) ?? { code: FOREIGN, values: {} }), text };
}
