/**
 * Answers the page around an embedded playground. A message counts only when it comes from the parent window itself, from an origin
 * that the address allows, and names a call of the list; everything else is refused or ignored, and nothing is ever sent unasked.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/embedErrors.ts';
import type { Fanout } from '../Fanout.ts';
import {
  EMBED_CALLS,
  EMBED_VERSION,
  type EmbedCall,
  type EmbedRequest,
  type EmbedResponse,
} from './EmbedMessage.ts';

/** The parts of `window` that are used. */
type Page = Pick<Window, 'addEventListener' | 'removeEventListener'> & { readonly parent: unknown };

/** A request that is not checked yet, but for its id. */
interface Asked extends Pick<EmbedRequest, 'id'> {
  readonly version: unknown;
  readonly call: unknown;
  readonly args: readonly unknown[];
}

const MOST_ARGUMENTS = 3;
const CALLS: ReadonlySet<unknown> = new Set(EMBED_CALLS);

/** @returns the way to stop */
export function answerParent(page: Page, allowed: readonly string[], fanout: () => Fanout): () => void {
  const onMessage = (event: MessageEvent<unknown>): void => {
    const { source, origin, data } = event;
    // A sandboxed page has no origin that an answer could be addressed to.
    if (!source || source === page || source !== page.parent || origin === 'null') return;
    const asked = readAsked(data);
    if (!asked) return;
    const send = (response: EmbedResponse): void =>
      (source as Window).postMessage(response, { targetOrigin: origin });
    void answer(asked, allowed.includes(origin) ? fanout : null, origin, send);
  };
  page.addEventListener('message', onMessage);
  return () => page.removeEventListener('message', onMessage);
}

async function answer(
  asked: Asked,
  fanout: (() => Fanout) | null,
  origin: string,
  send: (response: EmbedResponse) => void,
): Promise<void> {
  const { id } = asked;
  try {
    send({ fanout: EMBED_VERSION, id, result: await carryOut(asked, fanout, origin) });
  } catch (error) {
    // Also where the result is nothing that a message carries.
    send({ fanout: EMBED_VERSION, id, error: errorOf(error) });
  }
}

/** @returns null for messages that are not for the playground: frames get those of other programs, too */
function readAsked(data: unknown): Asked | null {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'fanout')) return null;
  const { fanout: version, id, call, args = [] } = data as Readonly<Record<string, unknown>>;
  if (!Number.isSafeInteger(id) || !Array.isArray(args)) return null;
  return { version, id: id as number, call, args };
}

async function carryOut(
  { version, call, args }: Asked,
  fanout: (() => Fanout) | null,
  origin: string,
): Promise<unknown> {
  if (!fanout) throw failed(failures.notAllowed({ origin }));
  if (version !== EMBED_VERSION) throw failed(failures.otherVersion({ version: EMBED_VERSION }));
  if (call === 'hello') return fanout().version;
  if (call === 'ready') return fanout().ready;
  if (!CALLS.has(call)) throw failed(failures.noSuchCall({ calls: EMBED_CALLS.join(', ') }));
  if (args.length > MOST_ARGUMENTS) throw failed(failures.tooManyArguments({ most: MOST_ARGUMENTS }));
  const method = fanout()[call as EmbedCall] as (...given: readonly unknown[]) => unknown;
  return method(...args);
}

function errorOf(error: unknown): { name: string; message: string; code?: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code } = error as { code?: unknown };
  return { name: error.name, message: error.message, ...(typeof code === 'string' ? { code } : {}) };
}
