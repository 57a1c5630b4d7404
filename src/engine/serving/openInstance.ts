/** Starts an instance in a worker of this very script, under another name, and speaks with it. */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { connectCaller } from '../../wire/Call.ts';
import type { InstanceCalls, InstanceEvents } from '../../wire/instance.ts';
import type { InstanceLink } from './InstancePool.ts';

/** Makes the worker; tests, which run on a page, name its script themselves. */
export type SpawnInstance = () => Worker;

export const spawnInstance: SpawnInstance = () =>
  new Worker(self.location.href, { type: 'module', name: 'instance' });

export async function openInstance(
  spawn: SpawnInstance,
  device: { readonly name: DeviceName; readonly baseUrl: string },
  onDeath: (error: Error) => void,
): Promise<InstanceLink> {
  const worker = spawn();
  const calls = connectCaller<InstanceCalls, InstanceEvents>(worker);
  const die = (why: string): void => {
    const error = new Error(`A compute worker of the server stopped${why}.`);
    worker.terminate();
    calls.fail(error);
    onDeath(error);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die(event.message ? `: ${event.message}` : ', perhaps because its script could not be loaded');
  });
  worker.addEventListener('messageerror', () => die(': it sent something that could not be read'));
  try {
    await calls.call('start', device);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    infer: (ask) => calls.call('infer', ask, [ask.rows.buffer as ArrayBuffer]),
    close() {
      worker.terminate();
      calls.fail(new Error('A compute worker of the server was ended.'));
    },
  };
}
