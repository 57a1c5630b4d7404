/**
 * Dynamic import with one retry, and an error message for the reader. Chromium and WebKit request a failed module again; Firefox
 * remembers the failure until the page is reloaded, so reloading is always offered.
 */
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadErrors.ts';
import { whyMissing, type WhyMissing } from './whyMissing.ts';

const RETRY_AFTER_MS = 600;

/** A file of the page could not be loaded. The message says what is missing and what to do; reloading may help. */
export class MissingPart extends Error {
  override readonly name = 'MissingPart';
}

/**
 * @param part says the subject of a sentence, e.g. "The engine"
 * @throws MissingPart
 */
export async function importModule<T>(part: () => string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  try {
    return await load();
  } catch (error) {
    throw failed(failureOf(part(), await whyMissing()), MissingPart, { cause: error });
  }
}

function failureOf(part: string, why: WhyMissing): Failure {
  if (why === 'updated') return failures.updated();
  return why === 'unreachable' ? failures.unreachable({ part }) : failures.unknown({ part });
}
