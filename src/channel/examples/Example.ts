/**
 * What an example gets: rows, a function that sends a request, one that handles its response, and one that shows
 * channels and groups on the page. The examples are shown beside the same code in Go, so they stay short.
 */
import type { Channel } from '../Channel.ts';
import type { ErrorGroup } from '../ErrorGroup.ts';
import type { WaitGroup } from '../WaitGroup.ts';

export interface Response {
  readonly output: readonly number[];
}

export type Watched = Channel<Response> | WaitGroup | ErrorGroup;

export interface ExampleTools {
  readonly rows: readonly Float32Array[];
  /** Sends one inference request to the server. */
  request(row: Float32Array, signal?: AbortSignal): Promise<Response>;
  /** Handles a response; takes as long as the user of the page chose. */
  handle(response: Response): Promise<void>;
  /** Shows a channel or group on the page; returns it unchanged. */
  watch<T extends Watched>(part: T): T;
}

export type Example = (tools: ExampleTools) => Promise<void>;
