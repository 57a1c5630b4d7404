/**
 * The one worker script, in four roles so that tfjs is bundled once: the worker's name says whether it trains, serves,
 * computes batches for the server or fires load. Messages that come before the role's code has loaded wait, in their order.
 */
import { serveCalls, type Endpoint } from '../wire/Call.ts';
import type { InstanceCalls, InstanceEvents } from '../wire/instance.ts';
import type { LoadCalls, LoadEvents } from '../wire/load.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.ts';
import type { TrainerCalls, TrainerEvents } from '../wire/trainer.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Listens from the first moment and hands messages on once somebody serves them. */
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

const endpoint = holdMessages(self);

async function serve(): Promise<void> {
  switch (self.name) {
    case 'trainer': {
      const { createTrainer } = await import('./training/createTrainer.ts');
      serveCalls<TrainerCalls, TrainerEvents>(endpoint, createTrainer);
      break;
    }
    case 'server': {
      const { createServer } = await import('./serving/createServer.ts');
      serveCalls<ServerCalls, ServerEvents>(endpoint, createServer);
      break;
    }
    case 'instance': {
      const { createInstance } = await import('./serving/createInstance.ts');
      serveCalls<InstanceCalls, InstanceEvents>(endpoint, createInstance);
      break;
    }
    case 'load': {
      const { createLoad } = await import('./serving/createLoad.ts');
      serveCalls<LoadCalls, LoadEvents>(endpoint, createLoad);
      break;
    }
    default:
      throw new Error(
        `A worker must be named trainer, server, instance or load; this one is named "${self.name}".`,
      );
  }
}

// An import that fails must reach the page as the worker's error, not die as a rejected promise.
serve().catch((error: unknown) => {
  setTimeout(() => {
    throw error;
  });
});
