/**
 * Workers nested in this one: the same script, with its role as the name. They end with this worker. Messages to a
 * nested worker go from thread to thread, not through the browser's process.
 */
import { failed } from '#messages/Failure.ts';
import { noneInside } from '#messages/generated/workerErrors.ts';

export type SpawnWorker = (role: 'instance' | 'load') => Worker;

/**
 * Tests run on a page and name the script themselves.
 * @throws Error with a sentence for the reader where the browser refuses: WebKit does for a page on file:
 */
export const spawnWorker: SpawnWorker = (role) => {
  try {
    return new Worker(self.location.href, { type: 'module', name: role });
  } catch (error) {
    throw failed(noneInside(), Error, { cause: error });
  }
};
