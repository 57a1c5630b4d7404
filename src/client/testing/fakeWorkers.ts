/**
 * Test support: trainer, server and load as the engine's client sees them, without a network. Each takes its time, can
 * be made to fail, and can die. All parameters of a network are one number, and the server's predictions are that
 * number.
 */
import { createWeightsInbox } from '#engine/server/createWeightsInbox.ts';
import { ServedModel } from '#engine/server/ServedModel.ts';
import { createLock, type Lock } from '#engine/trainer/createLock.ts';
import type { Experiment, ServingSpec } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { serveCalls, type Emit, type Endpoint, type Handlers } from '#protocol/Call.ts';
import type { LoadReport } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { CallerMessage, ServerCalls, ServerEvents, WeightsMessage } from '#protocol/server.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import type { EngineParts } from '../connectEngine.ts';
import type { EnginePart } from '../Engine.ts';
import type { Deliveries } from './deliveries.ts';

export interface FakeWorkers {
  readonly parts: EngineParts;
  /** The prediction of the trainer's network. */
  prediction(): number;
  experiment(): Experiment;
  /** Serving configs that the server worked under during each load, as JSON. */
  readonly configsOfLoads: string[][];
  /** The next call of this part rejects. */
  failNext(part: EnginePart): void;
  /** Cancels `failNext`. */
  heal(part: EnginePart): void;
  kill(part: EnginePart): void;
}

export function fakeWorkers({ wire, moment }: Deliveries): FakeWorkers {
  const failing = new Set<EnginePart>();
  const deaths = new Map<EnginePart, (error: Error) => void>();
  const configsOfLoads: string[][] = [];
  let weights = 0;
  let experiment: Experiment | null = null;
  let present: ServingSpec | null = null;
  let measuring: string[] | null = null;
  /** Of the load worker and of the trainer that were made last. */
  let loadLife = { isOver: false };
  let trainerLife = { isOver: false };

  /**
   * Every call takes a moment, and fails if it was told to. With a lock, calls run one after the other in order of
   * arrival.
   */
  const fallible = <C extends object>(
    part: EnginePart,
    handlers: C,
    lock: Lock = (work) => Promise.resolve(work()),
  ): C => {
    const slow = Object.entries(handlers).map(([kind, handle]) => [
      kind,
      (params: unknown) =>
        lock(async () => {
          await moment();
          if (failing.delete(part)) throw new Error(`${part}.${kind} was told to fail.`);
          return (handle as (params: unknown) => unknown)(params);
        }),
    ]);
    return Object.fromEntries(slow) as C;
  };

  function trainer(): Handlers<TrainerCalls> {
    let port: MessagePort | null = null;
    let serial = 0;
    let device: DeviceName = 'wasm';
    const life = (trainerLife = { isOver: false });
    // A new worker has nothing of the one before.
    experiment = null;
    const post = (): number => {
      if (!experiment) throw new Error('No experiment is loaded yet.');
      const shape = networkShape(experiment);
      const parameters = new Float32Array(parameterCount(shape)).fill(weights);
      const message: WeightsMessage = { kind: 'weights', shape, parameters, step: weights, serial: ++serial };
      port?.postMessage(message);
      return serial;
    };
    const take = async (next: Experiment): Promise<void> => {
      await moment();
      // What a dead worker was doing ends with it: it changes nothing that the next one has.
      if (life.isOver) throw new Error('The trainer is dead.');
      const isOther =
        !experiment || JSON.stringify(networkShape(next)) !== JSON.stringify(networkShape(experiment));
      if (isOther || next.data.set !== experiment?.data.set) weights += 1;
      experiment = next;
      post();
    };
    const handlers: Partial<Handlers<TrainerCalls>> = {
      start: async ({ experiment: first }) => {
        await take(first);
        return { name: device, works: true };
      },
      configure: async ({ experiment: next }) => {
        await take(next);
        return { kept: 'weights' as const };
      },
      reset: () => void (weights += life.isOver ? 0 : 1),
      useDevice: ({ name }) => ({ name: (device = name), works: true }),
      connectServer: ({ port: to }) => void (port = to),
      sendWeights: () => ({ serial: post() }),
    };
    return fallible('trainer', handlers as Handlers<TrainerCalls>, createLock());
  }

  function server(emit: Emit<ServerEvents>, dataChannel: Endpoint): Handlers<ServerCalls> {
    const served = new ServedModel();
    const inbox = createWeightsInbox((model) => served.take(model));
    present = null;
    const handlers: Partial<Handlers<ServerCalls>> = {
      start: ({ serving, prefer = 'wasm' }) => {
        present = serving;
        return { name: prefer, works: true };
      },
      clockStep: () => 0.1,
      useDevice: ({ name }) => ({ name, works: true }),
      configure: ({ serving }) => {
        present = serving;
        measuring?.push(JSON.stringify(serving));
      },
      connectTrainer: ({ port }) => inbox.listen(port),
      weightsArrived: async ({ serial }) => void (await inbox.arrived(serial)),
      connectCaller: ({ port = dataChannel }) => {
        port.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => {
          if (data.kind === 'requests')
            port.postMessage({ kind: 'responses', block: responseTo(data, served) }, []);
        });
      },
      connectLoad: ({ port }) => {
        const life = (loadLife = { isOver: false });
        deaths.set('load', ({ message }) => emit('loadStopped', { message }));
        serveCalls<LoadCalls<Failure>, LoadEvents<Failure>>(port, () => load(life));
      },
    };
    return fallible('server', handlers as Handlers<ServerCalls>);
  }

  function load(life: { readonly isOver: boolean }): Handlers<LoadCalls<Failure>> {
    const end: { stopped?: Failure } = {};
    const handlers: Partial<Handlers<LoadCalls<Failure>>> = {
      stop: ({ reason }) => void (end.stopped = reason),
      run: async () => {
        delete end.stopped;
        // A call that was on its way when the worker died never begins.
        if (life.isOver) throw new Error('The load worker is dead.');
        const configs = [JSON.stringify(present)];
        measuring = configs;
        configsOfLoads.push(configs);
        for (let i = 0; i < 20 && end.stopped === undefined; i++) await moment();
        if (measuring === configs) measuring = null;
        return { ...end } as LoadReport<Failure>;
      },
    };
    return fallible('load', handlers as Handlers<LoadCalls<Failure>>);
  }

  return {
    configsOfLoads,
    prediction: () => weights,
    experiment: () => experiment!,
    failNext: (part) => void failing.add(part),
    heal: (part) => void failing.delete(part),
    kill(part) {
      if (part === 'trainer') trainerLife.isOver = true;
      // The load is nested in the server, and ends with it.
      else {
        loadLife.isOver = true;
        measuring = null;
      }
      deaths.get(part)?.(new Error(`The ${part} worker died.`));
      deaths.delete(part);
    },
    parts: {
      baseUrl: 'http://localhost/',
      open(part, onDeath) {
        const [page, worker] = wire();
        deaths.set(part, onDeath);
        if (part === 'trainer') serveCalls<TrainerCalls, TrainerEvents>(worker, () => trainer());
        else serveCalls<ServerCalls, ServerEvents>(worker, server);
        return { endpoint: page, close: () => (page as MessagePort).close() };
      },
    },
  };
}

function responseTo(
  { block: { ids, rows } }: Extract<CallerMessage, { kind: 'requests' }>,
  served: ServedModel,
) {
  const { model } = served;
  const count = ids.length;
  const fits = model !== null && rows.length === count * model.shape.inputs;
  const column = new Float64Array(count);
  return {
    ids: ids.slice(),
    outcomes: new Uint8Array(count).fill(fits ? 0 : 5),
    outputs: new Float32Array(count).fill(model?.parameters[0] ?? NaN),
    batches: column,
    batchSizes: new Uint16Array(count).fill(1),
    instances: new Uint8Array(count),
    steps: column,
    enqueuedMs: column,
    freeMs: column,
    batchedMs: column,
    computedMs: column,
    readBackMs: column,
    ...(fits ? {} : { failure: { code: 'test.row', values: {}, text: 'The row does not fit.' } }),
  };
}
