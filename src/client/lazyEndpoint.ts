/**
 * An endpoint that makes its worker when the first message is posted to it: listeners can be set long before, and a
 * worker nobody needs never starts. A worker that died can be dropped; the next message then makes a new one.
 */
import type { Endpoint } from '../wire/Call.ts';

export interface OpenedEndpoint {
  readonly endpoint: Endpoint;
  close(): void;
}

export interface LazyEndpoint extends Endpoint {
  /** Closes what was made, if anything was. */
  drop(): void;
}

export function lazyEndpoint(make: () => OpenedEndpoint): LazyEndpoint {
  const listeners: ((event: MessageEvent) => void)[] = [];
  let opened: OpenedEndpoint | undefined;
  return {
    addEventListener(type, listener) {
      listeners.push(listener);
      opened?.endpoint.addEventListener(type, listener);
    },
    postMessage(message, transfer) {
      if (!opened) {
        opened = make();
        for (const listener of listeners) opened.endpoint.addEventListener('message', listener);
        opened.endpoint.start?.();
      }
      opened.endpoint.postMessage(message, transfer);
    },
    drop() {
      opened?.close();
      opened = undefined;
    },
  };
}
