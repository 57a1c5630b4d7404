/**
 * An endpoint that makes its worker when the first message is posted to it: listeners can be set long before, and a
 * worker nobody needs never starts.
 */
import type { Endpoint } from '../wire/Call.ts';

export function lazyEndpoint(make: () => Endpoint): Endpoint {
  const listeners: ((event: MessageEvent) => void)[] = [];
  let endpoint: Endpoint | undefined;
  return {
    addEventListener(type, listener) {
      listeners.push(listener);
      endpoint?.addEventListener(type, listener);
    },
    postMessage(message, transfer) {
      if (!endpoint) {
        endpoint = make();
        for (const listener of listeners) endpoint.addEventListener('message', listener);
        endpoint.start?.();
      }
      endpoint.postMessage(message, transfer);
    },
  };
}
