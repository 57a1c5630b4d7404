/** Starts an instance in a worker nested in the server's. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { connectCaller } from '#protocol/Call.ts';
import type { InstanceCalls, InstanceEvents } from '#protocol/instance.ts';
import type { InstanceLink } from './InstancePool.ts';
import type { SpawnWorker } from './spawnWorker.ts';

export async function openInstance(
  spawn: SpawnWorker,
  device: { readonly name: DeviceName; readonly baseUrl: string },
  onDeath: (error: Error) => void,
): Promise<InstanceLink> {
  const worker = spawn('instance');
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
    infer: (params) => calls.call('infer', params, [params.rows.buffer as ArrayBuffer]),
    close() {
      worker.terminate();
      calls.fail(new Error('A compute worker of the server was ended.'));
    },
  };
}
