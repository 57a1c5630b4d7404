/** The page's end of the port to the load worker. Listeners stay, while every server gets a new port. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/clientErrors.ts';
import type { Endpoint } from '#protocol/Call.ts';

export interface LoadPort extends Endpoint {
  /** Closes the present port. @returns the other end of a new one, for `ServerCalls.connectLoad` */
  renew(): MessagePort;
  drop(): void;
}

export function loadPort(): LoadPort {
  const listeners: ((event: MessageEvent) => void)[] = [];
  let port: MessagePort | undefined;
  return {
    addEventListener: (_type, listener) => void listeners.push(listener),
    postMessage(message, transfer) {
      if (!port) throw failed(failures.noServer());
      port.postMessage(message, transfer);
    },
    renew() {
      port?.close();
      const { port1, port2 } = new MessageChannel();
      port = port1;
      port1.addEventListener('message', (event) => {
        for (const listener of listeners) listener(event);
      });
      port1.start();
      return port2;
    },
    drop() {
      port?.close();
      port = undefined;
    },
  };
}
