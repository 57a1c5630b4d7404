/** Test support: a server in a worker with its load nested there, connected as on the page. */
import { defaultExperiment } from '#experiment/defaults.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { forward } from '#nn/forward.ts';
import { outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { connectCaller, dataChannelOf, type Caller, type Endpoint } from '#protocol/Call.ts';
import type { LoadProgress, LoadReport, LoadSettings } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents, LoadTarget } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents, WeightsMessage } from '#protocol/server.ts';

const experiment = defaultExperiment();
export const shape = networkShape(experiment);
const serving: ServingSpec = {
  ...experiment.serving,
  pattern: 'batched',
  maxBatchSize: 64,
  maxQueueDelayUs: 500,
  maxQueueSize: 4_096,
};
export const POOL_COUNT = 1_000;
export const outputs = outputLayer(shape).units;

/** Reproducible numbers in ±1 without a generator: fractional parts of multiples of an irrational number. */
const numbers = (count: number, from = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (((index + from) * 0.618_034) % 1) * 2 - 1);

const pool = numbers(POOL_COUNT * shape.inputs);
const weightsOf = (step: number): Float32Array => numbers(parameterCount(shape), step * 13);
/** [POOL_COUNT, outputs]: outputs for the pool with the weights of this step, in double precision. */
export const outputsOf = (step: number): Float32Array =>
  forward(shape, weightsOf(step), pool, POOL_COUNT).at(-1)!;

export interface WorkerRig {
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  /** Beside the server's calls, for requests of the page; its user connects it. */
  readonly dataChannel: Endpoint;
  readonly target: LoadTarget;
  /** Sends the weights of a step as the trainer does, while requests are in flight. */
  swapWeights(step: number): void;
  /** Runs a load; resolves with its report and all progress events. */
  run(settings: LoadSettings): Promise<{ report: LoadReport; events: LoadProgress[] }>;
  end(): void;
}

export async function startWorkers(
  prefer: DeviceName,
  changes: Partial<ServingSpec> = {},
): Promise<WorkerRig> {
  const worker = new Worker(new URL('../../engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'server',
  });
  const server = connectCaller<ServerCalls, ServerEvents>(worker);
  const [toLoad, fromTrainer] = [new MessageChannel(), new MessageChannel()];
  const load = connectCaller<LoadCalls, LoadEvents>(toLoad.port1);
  const config = { ...serving, ...changes };
  const { name } = await server.call('start', { serving, prefer, baseUrl: location.href });
  await server.call('connectLoad', { port: toLoad.port2 }, [toLoad.port2]);
  await server.call('connectTrainer', { port: fromTrainer.port2 }, [fromTrainer.port2]);
  await server.call('setModel', { shape, parameters: weightsOf(1), step: 1 });
  await server.call('configure', { serving: config });
  const target: LoadTarget = { serving: config, pool, inputs: shape.inputs, outputs, device: name };
  return {
    server,
    load,
    dataChannel: dataChannelOf(worker),
    target,
    swapWeights(step) {
      const message: WeightsMessage = {
        kind: 'weights',
        shape,
        parameters: weightsOf(step),
        step,
        serial: step,
      };
      fromTrainer.port1.postMessage(message);
    },
    async run(settings) {
      const events: LoadProgress[] = [];
      const stopListening = load.on('loadProgressed', (progress) => events.push(progress));
      const report = await load.call('run', { ...target, settings });
      stopListening();
      return { report, events };
    },
    end() {
      worker.terminate();
    },
  };
}
