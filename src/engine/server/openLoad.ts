/** Starts the load worker, nested in the server's, and hands it the page's port. */
import { connectCaller, dataChannelOf, type Endpoint } from '#protocol/Call.ts';
import type { LoadHostCalls } from '#protocol/loadCalls.ts';
import { openWorker } from '#protocol/openWorker.ts';
import type { SpawnWorker } from './spawnWorker.ts';

export interface LoadLink {
  /** Its requests and responses. */
  readonly dataChannel: Endpoint;
  close(): void;
}

/**
 * @param port for the page's calls, which wait in it until the worker's code has been loaded
 * @param onDeath called once, when the worker could not be loaded or has stopped
 */
export function openLoad(spawn: SpawnWorker, port: MessagePort, onDeath: (error: Error) => void): LoadLink {
  const die = (error: Error): void => {
    // After an uncaught error the worker would go on to send.
    close();
    onDeath(error);
  };
  const { endpoint, close } = openWorker(() => spawn('load'), 'load', die);
  const host = connectCaller<LoadHostCalls, object>(endpoint);
  const dataChannel = dataChannelOf(endpoint);
  host.call('servePage', { port }, [port]).catch(die);
  return { dataChannel, close };
}
