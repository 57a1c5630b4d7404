/**
 * Decodes an untrusted URL fragment into a valid Experiment. Length, alphabet, inflated size, text, JSON and every
 * field are checked in this order, each before the next.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { ExperimentError } from '#experiment/ExperimentError.ts';
import { LIMITS } from '#experiment/limits.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { reasonOf } from '#messages/Failure.ts';
import * as failures from '#messages/generated/shareErrors.ts';
import { fromBase64url } from './base64url.ts';
import { LINK_FORMAT } from './encodeLink.ts';
import { inflateCapped, TooLargeError } from './inflateCapped.ts';
import { LinkError } from './LinkError.ts';

/**
 * @param source a fragment with or without '#', a whole link, or the JSON text of an experiment
 * @throws LinkError, and nothing else
 */
export async function decodeLink(source: string): Promise<Experiment> {
  if (source.length > LIMITS.linkCharacters) {
    throw new LinkError(failures.tooLong({ given: source.length, most: LIMITS.linkCharacters }));
  }
  const text = source.trim();
  return text.startsWith('{') ? parse(text) : parse(await unpack(text.slice(text.indexOf('#') + 1)));
}

async function unpack(fragment: string): Promise<string> {
  // Chats and mail programs percent-encode links, and include the full stop of a sentence.
  const [, format, payload] = /^v(\d{1,9})\.([^.]*)\.?$/.exec(percentDecoded(fragment)) ?? [];
  if (format === undefined || payload === undefined) {
    throw new LinkError(failures.notOurs());
  }
  if (Number(format) > LINK_FORMAT) {
    throw new LinkError(failures.newer());
  }
  const packed = Number(format) === LINK_FORMAT ? fromBase64url(payload) : null;
  if (!packed) {
    // A length that no bytes have: some characters are missing.
    const isCut = /^[\w-]+$/.test(payload);
    throw new LinkError(isCut ? failures.cutShort() : failures.foreignCharacters());
  }
  try {
    const bytes = await inflateCapped(packed);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TooLargeError) {
      throw new LinkError(failures.unpacksTooLarge(), { cause: error });
    }
    throw new LinkError(failures.cutShort(), { cause: error });
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(json: string): Experiment {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new LinkError(failures.brokenJson({ why: reasonOf(error) }), { cause: error });
  }
  try {
    return parseExperiment(value);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new LinkError(failures.wrongExperiment({ why: reasonOf(error) }), { cause: error });
  }
}
