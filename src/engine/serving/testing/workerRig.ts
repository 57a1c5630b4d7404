/** Server and load in workers of their own, as in the page: what a test asks of them takes the real way. */
import { defaultExperiment } from '../../../spec/defaults.ts';
import type { ServingSpec } from '../../../spec/experiment.ts';
import { networkShape, parameterCount } from '../../../spec/networkShape.ts';
import type { DeviceName } from '../../../spec/vocabulary.ts';
import { connectCaller, type Caller } from '../../../wire/Call.ts';
import type {
  LoadCalls,
  LoadEvents,
  LoadProgress,
  LoadReport,
  LoadSettings,
  LoadTarget,
} from '../../../wire/load.ts';
import type { ServerCalls, ServerEvents, WeightsMessage } from '../../../wire/server.ts';
import { forward } from '../../kernels/reference/forward.ts';

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
export const outputs = shape.layers.at(-1)!.units;

/** Reproducible numbers in ±1 without a generator: fractional parts of multiples of an irrational number. */
const numbers = (count: number, from = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (((index + from) * 0.618_034) % 1) * 2 - 1);

const pool = numbers(POOL_COUNT * shape.inputs);
const weightsOf = (step: number): Float32Array => numbers(parameterCount(shape), step * 13);
/** [POOL_COUNT, outputs]: what the weights of this step answer, in double precision. */
export const answersOf = (step: number): Float32Array =>
  forward(shape, weightsOf(step), pool, POOL_COUNT).at(-1)!;

export interface WorkerRig {
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  readonly target: LoadTarget;
  /** Sends the weights of a step as the trainer does, while requests are under way. */
  swapWeights(step: number): void;
  /** Runs a load; resolves with its report and all that it told. */
  run(settings: LoadSettings): Promise<{ report: LoadReport; told: LoadProgress[] }>;
  end(): void;
}

export async function startWorkers(
  prefer: DeviceName,
  changes: Partial<ServingSpec> = {},
): Promise<WorkerRig> {
  // Written out twice because the bundler reads each call as text.
  const workers = [
    new Worker(new URL('../../engine.worker.ts', import.meta.url), { type: 'module', name: 'server' }),
    new Worker(new URL('../../engine.worker.ts', import.meta.url), { type: 'module', name: 'load' }),
  ] as const;
  const server = connectCaller<ServerCalls, ServerEvents>(workers[0]);
  const load = connectCaller<LoadCalls, LoadEvents>(workers[1]);
  const [fromLoad, fromTrainer] = [new MessageChannel(), new MessageChannel()];
  const plan = { ...serving, ...changes };
  const { name } = await server.call('start', { experiment, prefer, baseUrl: location.href });
  await server.call('connectCaller', { port: fromLoad.port2 }, [fromLoad.port2]);
  await server.call('connectTrainer', { port: fromTrainer.port2 }, [fromTrainer.port2]);
  await load.call('connectServer', { port: fromLoad.port1 }, [fromLoad.port1]);
  await server.call('configure', { shape, serving: plan });
  await server.call('setParameters', { parameters: weightsOf(1), step: 1 });
  const target: LoadTarget = { serving: plan, pool, inputs: shape.inputs, outputs, device: name };
  return {
    server,
    load,
    target,
    swapWeights(step) {
      const message: WeightsMessage = { kind: 'weights', shape, parameters: weightsOf(step), step };
      fromTrainer.port1.postMessage(message);
    },
    async run(settings) {
      const told: LoadProgress[] = [];
      const stopListening = load.on('loadProgressed', (progress) => told.push(progress));
      const report = await load.call('run', { ...target, settings });
      stopListening();
      return { report, told };
    },
    end() {
      for (const worker of workers) worker.terminate();
    },
  };
}
