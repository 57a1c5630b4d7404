/**
 * What an example is given: rows to ask about, the way to ask, what to do with an answer, and a watcher that lets the
 * page count what goes on in channels and groups. The examples are shown beside their Go twins, so they stay short.
 */
import type { Channel } from '../Channel.ts';
import type { ErrorGroup } from '../ErrorGroup.ts';
import type { WaitGroup } from '../WaitGroup.ts';

export interface Answer {
  readonly output: readonly number[];
}

export type Watched = Channel<Answer> | WaitGroup | ErrorGroup;

export interface ExampleTools {
  readonly rows: readonly Float32Array[];
  /** One inference request to the server. */
  request(row: Float32Array, signal?: AbortSignal): Promise<Answer>;
  /** What the caller does with an answer; takes as long as the reader of the page chose. */
  handle(answer: Answer): Promise<void>;
  /** Shows a channel or group on the page; gives it back unchanged. */
  watch<T extends Watched>(part: T): T;
}

export type Example = (tools: ExampleTools) => Promise<void>;
