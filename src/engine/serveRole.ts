/** Serves the calls of a worker's role, given by its name. A role's code is fetched only by workers of that role. */
import { bug } from '#messages/bug.ts';
import type { Failure } from '#messages/Failure.ts';
import { serveCalls, type Endpoint } from '#protocol/Call.ts';
import type { InstanceCalls, InstanceEvents } from '#protocol/instance.ts';
import type { LoadCalls, LoadEvents, LoadHostCalls } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import type { SweepWorkerCalls, SweepWorkerEvents } from '#protocol/trainingSweep.ts';
import { WORKER_LOADED } from '#protocol/workerLoaded.ts';

/** Resolves once calls are served and the page has been told so. */
export async function serveRole(name: string, endpoint: Endpoint): Promise<void> {
  switch (name) {
    case 'trainer': {
      const { createTrainer } = await import('#engine/trainer/createTrainer.ts');
      serveCalls<TrainerCalls<Failure>, TrainerEvents<Failure>>(endpoint, createTrainer);
      break;
    }
    case 'server': {
      const { createServer } = await import('#engine/server/createServer.ts');
      serveCalls<ServerCalls<Failure>, ServerEvents<Failure>>(endpoint, createServer);
      break;
    }
    case 'instance': {
      const { createInstance } = await import('#engine/server/createInstance.ts');
      serveCalls<InstanceCalls, InstanceEvents>(endpoint, createInstance);
      break;
    }
    case 'load': {
      const { createLoad } = await import('#engine/loadgen/createLoad.ts');
      serveCalls<LoadHostCalls, object>(endpoint, (_emit, server) => ({
        servePage: ({ port }) =>
          serveCalls<LoadCalls<Failure>, LoadEvents<Failure>>(port, (emit) => createLoad(emit, server)),
      }));
      break;
    }
    case 'sweep': {
      const { createSweep } = await import('#engine/sweep/createSweep.ts');
      serveCalls<SweepWorkerCalls<Failure>, SweepWorkerEvents>(endpoint, createSweep);
      break;
    }
    default:
      throw bug(
        `a worker must be named trainer, server, instance, load or sweep; this one is named "${name}"`,
      );
  }
  endpoint.postMessage(WORKER_LOADED, []);
}
