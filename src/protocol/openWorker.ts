/**
 * A worker as an endpoint that retries when its files do not load. Messages are queued until the worker's code has
 * arrived, since buffers transferred to a worker without code are lost. Every try is a new Worker: Firefox remembers
 * that a module failed and never fetches it again.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/workerErrors.ts';
import type { Endpoint } from './Call.ts';
import { isWorkerLoaded } from './workerLoaded.ts';

export interface OpenedEndpoint {
  readonly endpoint: Endpoint;
  close(): void;
}

/** Words of the messages for a worker. */
export type WorkerName = 'trainer' | 'server' | 'load' | 'tables' | 'sweep';

/** Waits before the second and the third try, in ms. */
const RETRY_AFTER_MS = [300, 1_500];

interface HeldMessage {
  readonly message: unknown;
  readonly transfer: Transferable[];
}

/**
 * @param name for sentences
 * @param onDeath called once, with a sentence for the reader, when the worker can serve no more
 */
export function openWorker(
  make: () => Worker,
  name: WorkerName,
  onDeath: (error: Error) => void,
): OpenedEndpoint {
  const listeners: ((event: MessageEvent) => void)[] = [];
  let held: HeldMessage[] | null = [];
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let worker = start();

  function start(): Worker {
    const made = make();
    tries += 1;
    made.addEventListener('message', (event) => {
      if (held && isWorkerLoaded(event.data)) release(made);
      for (const listener of listeners) listener(event);
    });
    made.addEventListener('error', (event) => {
      event.preventDefault();
      if (held) tryAgain(made);
      else onDeath(failed(failures.stopped({ worker: name, why: event.message })));
    });
    made.addEventListener('messageerror', () => {
      onDeath(failed(failures.unreadable({ worker: name })));
    });
    return made;
  }

  function release(to: Worker): void {
    const waiting = held ?? [];
    held = null;
    for (const { message, transfer } of waiting) to.postMessage(message, transfer);
  }

  function tryAgain(broken: Worker): void {
    broken.terminate();
    const waitMs = RETRY_AFTER_MS[tries - 1];
    if (waitMs !== undefined) {
      retry = setTimeout(() => (worker = start()), waitMs);
      return;
    }
    onDeath(failed(failures.notLoaded({ worker: name, tries })));
  }

  return {
    endpoint: {
      postMessage(message, transfer) {
        if (held) held.push({ message, transfer });
        else worker.postMessage(message, transfer);
      },
      addEventListener: (_type, listener) => void listeners.push(listener),
    },
    close() {
      clearTimeout(retry);
      worker.terminate();
    },
  };
}
