/**
 * Dynamic import with one retry, and an error message for the reader. Chromium and WebKit request a failed module again; Firefox
 * remembers the failure until the page is reloaded, so reloading is always offered.
 */
import { whyMissing, type WhyMissing } from './whyMissing.ts';

const RETRY_AFTER_MS = 600;

/** A file of the page could not be loaded. The message says what is missing and what to do; reloading may help. */
export class MissingPart extends Error {
  override readonly name = 'MissingPart';
}

/**
 * @param part the subject of a sentence, e.g. "The engine"
 * @throws MissingPart
 */
export async function importModule<T>(part: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  try {
    return await load();
  } catch (error) {
    throw new MissingPart(sentence(part, await whyMissing()), { cause: error });
  }
}

function sentence(part: string, why: WhyMissing): string {
  switch (why) {
    case 'updated':
      return 'Fanout has been updated since this page was opened. Reload for the new version; your settings stay in the address.';
    case 'unreachable':
      return `${part} could not be loaded: the server does not answer. Check the connection, then try again or reload.`;
    case 'unknown':
      return `${part} could not be loaded. Try again, or reload the page; your settings stay in the address.`;
  }
}
