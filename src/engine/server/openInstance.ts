/** Starts an instance in a worker nested in the server's. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
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
  const die = (why: Failure): void => {
    const error = failed(why);
    worker.terminate();
    calls.fail(error);
    onDeath(error);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const { message: why } = event;
    die(why ? failures.workerCrashed({ why }) : failures.workerNotLoaded());
  });
  worker.addEventListener('messageerror', () => die(failures.workerUnreadable()));
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
      calls.fail(failed(failures.workerEnded()));
    },
  };
}
