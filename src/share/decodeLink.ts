/**
 * Decodes an untrusted URL fragment into a valid Experiment. Length, alphabet, inflated size, text, JSON and every
 * field are checked in this order, each before the next.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { ExperimentError } from '#experiment/ExperimentError.ts';
import { LIMITS } from '#experiment/limits.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { reasonOf } from '#messages/Failure.ts';
import * as say from '#messages/generated/playgroundLink.ts';
import * as failures from '#messages/generated/shareErrors.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { fromBase64url } from './base64url.ts';
import { LINK_FORMAT } from './encodeLink.ts';
import { inflateCapped, TooLargeError } from './inflateCapped.ts';
import { LinkError } from './LinkError.ts';
import { unpackWeights, type TrainedWeights } from './trainedWeights.ts';
import { readPlaygroundLink, type PlaygroundLink } from './playgroundLink.ts';

/** Told what of a link has no place here; called at once, said in the reader's language when the text is wanted. */
export type TellOfLink = (text: () => string) => void;

/** What a link opens. */
export interface OpenedLink {
  readonly experiment: Experiment;
  /** Absent where it starts from its seed. */
  readonly trained?: TrainedWeights;
}

/**
 * @param source a fragment with or without '#', a whole link, one of TensorFlow Playground, or the JSON text of an experiment
 * @throws LinkError, and nothing else
 */
export async function decodeLink(source: string, tell: TellOfLink = () => undefined): Promise<OpenedLink> {
  const text = source.trim();
  const isJson = text.startsWith('{');
  const most = isJson ? LIMITS.jsonCharacters : LIMITS.linkCharacters;
  if (source.length > most) {
    throw new LinkError((isJson ? failures.jsonTooLong : failures.tooLong)({ given: source.length, most }));
  }
  if (isJson) return parseTrained(parseJson(text));
  const fragment = percentDecoded(text.slice(text.indexOf('#') + 1));
  const played = readPlaygroundLink(fragment);
  if (!played) return parseTrained(parseJson(await unpack(fragment)));
  const experiment = parse(played.input);
  tell(() => aboutPlayground(played));
  return { experiment };
}

/** An experiment with the weights that a link may hold beside its parts. */
function parseTrained(value: unknown): OpenedLink {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'trained')) {
    return { experiment: parse(value) };
  }
  const { trained, ...rest } = value as { trained: unknown };
  const experiment = parse(rest);
  const { epoch, step, weights } = (trained ?? {}) as Readonly<Record<string, unknown>>;
  const parameters =
    typeof weights === 'string' ? unpackWeights(weights, parameterCount(networkShape(experiment))) : null;
  if (!parameters || !isCount(epoch) || !isCount(step)) throw new LinkError(failures.wrongWeights());
  return { experiment, trained: { parameters, epoch, step } };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function aboutPlayground({ hiddenControls, tutorial, moved, lacksInputs }: PlaygroundLink): string {
  const said = [say.opened()];
  if (hiddenControls > 0) said.push(say.controlsShown({ count: hiddenControls }));
  if (tutorial !== '') said.push(say.noTutorial());
  if (lacksInputs) said.push(say.lacksInputs());
  if (moved > 0) said.push(say.moved({ count: moved }));
  return said.join(' ');
}

async function unpack(fragment: string): Promise<string> {
  // Chats and mail programs percent-encode links, and include the full stop of a sentence.
  const [, format, payload] = /^v(\d{1,9})\.([^.]*)\.?$/.exec(fragment) ?? [];
  if (format === undefined || payload === undefined) {
    throw new LinkError(failures.notOurs());
  }
  if (Number(format) > LINK_FORMAT) {
    throw new LinkError(failures.newer());
  }
  const packed = Number(format) > 0 ? fromBase64url(payload) : null;
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

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new LinkError(failures.brokenJson({ why: reasonOf(error) }), { cause: error });
  }
}

function parse(value: unknown): Experiment {
  try {
    return parseExperiment(value);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new LinkError(failures.wrongExperiment({ why: reasonOf(error) }), { cause: error });
  }
}
