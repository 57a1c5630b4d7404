/** Messages between an embedded playground and the page around it: docs/embedding.md. */
import type { Fanout } from '../Fanout.ts';

/** Of this vocabulary; a message of another version is refused. */
export const EMBED_VERSION = 1;

/**
 * The calls of `window.fanout` that a page may make. Left out are those that take functions, files or signals, which no message
 * carries.
 */
export const EMBED_CALLS = [
  'devices',
  'useDevice',
  'experiment',
  'open',
  'edit',
  'editNetwork',
  'link',
  'train',
  'pause',
  'reset',
  'history',
  'checkpoints',
  'seek',
  'evaluate',
  'parameters',
  'setParameters',
  'samples',
  'predict',
  'inspect',
  'diagnose',
  'request',
  'load',
  'loadSweep',
  'trainingSweep',
  'stopLoad',
  'stop',
] as const satisfies readonly (keyof Fanout)[];

export type EmbedCall = (typeof EMBED_CALLS)[number];

export interface EmbedRequest {
  readonly fanout: typeof EMBED_VERSION;
  /** Comes back with the answer. */
  readonly id: number;
  /** `hello` returns the version of Fanout at once; `ready` waits for the engine and returns the report of its device. */
  readonly call: EmbedCall | 'hello' | 'ready';
  readonly args?: readonly unknown[];
}

export type EmbedResponse =
  | { readonly fanout: typeof EMBED_VERSION; readonly id: number; readonly result: unknown }
  | {
      readonly fanout: typeof EMBED_VERSION;
      readonly id: number;
      readonly error: { readonly name: string; readonly message: string; readonly code?: string };
    };
