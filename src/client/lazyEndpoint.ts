/**
 * An endpoint that makes its worker when the first message is posted: listeners can be added before, and a worker that
 * is not needed never starts. After `drop`, the next message makes a new worker.
 */
import type { Endpoint } from '#protocol/Call.ts';
import type { OpenedEndpoint } from '#protocol/openWorker.ts';

export interface LazyEndpoint extends Endpoint {
  /** Closes the worker, if there is one. */
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
