/** Server and load as they run in their workers, over real ports and on real devices. */
import { afterEach } from 'vitest';
import { createLoad } from '#engine/loadgen/createLoad.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment, ServingSpec } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import { forward } from '#nn/forward.ts';
import { outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import {
  connectCaller,
  serveCalls,
  type Caller,
  type Emit,
  type Endpoint,
  type Handlers,
} from '#protocol/Call.ts';
import type { LoadProgress, LoadSettings } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import { createServer } from '../createServer.ts';

const experiment: Experiment = defaultExperiment();
export const shape = networkShape(experiment);
export const serving: ServingSpec = {
  ...experiment.serving,
  pattern: 'batched',
  maxBatchSize: 64,
  maxQueueDelayUs: 500,
  maxQueueSize: 4_096,
};
export const POOL_COUNT = 1_000;
export const outputs = outputLayer(shape).units;

/** Reproducible numbers in ±1 without a generator: fractional parts of multiples of an irrational number. */
export const numbers = (count: number, from = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (((index + from) * 0.618_034) % 1) * 2 - 1);

export const pool = numbers(POOL_COUNT * shape.inputs);
export const weightsOf = (step: number): Float32Array => numbers(parameterCount(shape), step * 13);
const outputsOf = (step: number): Float32Array => forward(shape, weightsOf(step), pool, POOL_COUNT).at(-1)!;

export interface Rig {
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  readonly device: DeviceName;
  /** A caller's port, as the page has one. */
  readonly page: MessagePort;
  readonly trainer: MessagePort;
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function channel(): MessageChannel {
  const pair = new MessageChannel();
  open.push(pair.port1, pair.port2);
  return pair;
}

type AnyCalls<C> = { [K in keyof C]: { params: unknown; result: unknown } };

/** @typeParam C, E as the caller's end has them, with sentences for failures */
function host<C extends AnyCalls<C>, E, C2 extends AnyCalls<C2>, E2>(
  make: (emit: Emit<E2>, dataChannel: Endpoint) => Handlers<C2>,
): Caller<C, E> {
  const { port1, port2 } = channel();
  serveCalls<C2, E2>(port2, make);
  return connectCaller<C, E>(port1);
}

/** Compute workers that the server of the present test has started, and how many of them are left. */
export const workers = { spawned: [] as Worker[], ended: 0 };
afterEach(() => {
  for (const worker of workers.spawned) worker.terminate();
  workers.spawned = [];
  workers.ended = 0;
});

function spawn(): Worker {
  const worker = new Worker(new URL('../../engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'instance',
  });
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    workers.ended += 1;
    terminate();
  };
  workers.spawned.push(worker);
  return worker;
}

export async function startRig(prefer: DeviceName): Promise<Rig> {
  const server = host<ServerCalls, ServerEvents, ServerCalls<Failure>, ServerEvents<Failure>>(
    (emit, dataChannel) => createServer(emit, dataChannel, spawn),
  );
  const [fromLoad, fromPage, fromTrainer] = [channel(), channel(), channel()];
  const load = host<LoadCalls, LoadEvents, LoadCalls<Failure>, LoadEvents<Failure>>((emit) =>
    createLoad(emit, fromLoad.port1),
  );
  const { name } = await server.call('start', { serving, prefer, baseUrl: location.href });
  await server.call('connectCaller', { port: fromLoad.port2 }, [fromLoad.port2]);
  await server.call('connectCaller', { port: fromPage.port2 }, [fromPage.port2]);
  await server.call('connectTrainer', { port: fromTrainer.port2 }, [fromTrainer.port2]);
  await server.call('setModel', { shape, parameters: weightsOf(1), step: 1 });
  await server.call('configure', { serving });
  return { server, load, device: name, page: fromPage.port1, trainer: fromTrainer.port1 };
}

/** Runs a load and returns its report with every response. */
export async function runLoad({ load, device }: Rig, settings: LoadSettings) {
  const events: LoadProgress[] = [];
  const stopListening = load.on('loadProgressed', (progress) => events.push(progress));
  const report = await load.call('run', { settings, serving, pool, inputs: shape.inputs, outputs, device });
  stopListening();
  const column = (name: 'ids' | 'rowIndexes' | 'outcomes'): number[] =>
    events.flatMap(({ trace }) => [...trace[name]]);
  const given = (): number[] => events.flatMap((progress) => [...progress.outputs]);
  return { report, events, column, given };
}

export function largestError(rows: readonly number[], given: readonly number[], step: number): number {
  const truth = outputsOf(step);
  let largest = 0;
  rows.forEach((row, index) => {
    for (let unit = 0; unit < outputs; unit += 1) {
      const error = Math.abs(given[index * outputs + unit]! - truth[row * outputs + unit]!);
      if (!(error <= largest)) largest = error;
    }
  });
  return largest;
}
