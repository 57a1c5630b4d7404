/**
 * The one worker script, so that tfjs is bundled once; the worker's name is its role (trainer, server, instance,
 * load, sweep). Imports nothing statically: WebKit evaluates the entry of a module worker a second time when a chunk imports
 * it, and bundlers let chunks import shared code from the entry (`scripts/checkBuild.mjs` checks the build). Messages
 * that arrive before the role's code are queued.
 */
import type { Endpoint } from '#protocol/Call.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Listens from the start and forwards queued messages to the first listener. */
function holdMessages(scope: DedicatedWorkerGlobalScope): Endpoint {
  const held: MessageEvent[] = [];
  const hold = (event: MessageEvent): void => void held.push(event);
  const listeners = [hold];
  scope.addEventListener('message', (event) => {
    for (const listener of listeners) listener(event);
  });
  return {
    postMessage: (message, transfer) => scope.postMessage(message, transfer),
    addEventListener(_type, listener) {
      if (listeners[0] === hold) listeners.length = 0;
      listeners.push(listener);
      for (const event of held.splice(0)) listener(event);
    },
  };
}

async function start(endpoint: Endpoint): Promise<void> {
  const { serveRole } = await import('./serveRole.ts');
  await serveRole(self.name, endpoint);
}

// A failed import must reach the page as the worker's error, not end as an unhandled rejection.
start(holdMessages(self)).catch((error: unknown) => {
  setTimeout(() => {
    throw error;
  });
});
