import { afterEach, expect, test } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import { serveCalls, type Handlers } from '../wire/Call.ts';
import type { LoadCalls, LoadEvents } from '../wire/load.ts';
import type { CallerMessage, ServerCalls, ServerEvents } from '../wire/server.ts';
import type { LayerParameters, TrainerCalls, TrainerEvents } from '../wire/trainer.ts';
import { connectEngine } from './connectEngine.ts';
import type { EnginePart } from './Engine.ts';

const DEVICE = { name: 'wasm', works: true } as const;
const experiment = defaultExperiment('circle');
const LAYERS: LayerParameters[] = [
  {
    kernel: [
      [1, 2],
      [3, 4],
    ],
    bias: [5, 6],
  },
  { kernel: [[7], [8]], bias: [9] },
];

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Three workers in this thread that write down what they are asked. */
function connect() {
  const log: string[] = [];
  const taken: { parameters?: Float32Array; step?: number } = {};
  const deaths: Partial<Record<EnginePart, (error: Error) => void>> = {};
  const made: EnginePart[] = [];
  const noted = <C extends object>(part: EnginePart, handlers: Partial<C>): C =>
    new Proxy(handlers as C, {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: undefined }),
      get: (given, kind) => async (ask: never) => {
        log.push(`${part}.${String(kind)}`);
        return (given as Record<string | symbol, ((ask: never) => unknown) | undefined>)[kind]?.(ask);
      },
    });
  const engine = connectEngine({
    baseUrl: 'http://localhost/',
    open(part, onDeath) {
      const { port1, port2 } = new MessageChannel();
      closers.push(() => port1.close());
      made.push(part);
      deaths[part] = onDeath;
      if (part === 'trainer') {
        serveCalls<TrainerCalls, TrainerEvents>(port2, () =>
          noted<Handlers<TrainerCalls>>('trainer', {
            start: () => DEVICE,
            useDevice: () => ({ ...DEVICE, name: 'cpu' as const }),
            parameters: () => LAYERS,
          }),
        );
      } else if (part === 'server') {
        serveCalls<ServerCalls, ServerEvents>(port2, (_emit, lane) =>
          noted<Handlers<ServerCalls>>('server', {
            start: () => DEVICE,
            useDevice: () => ({ ...DEVICE, name: 'cpu' as const }),
            setParameters: (ask) => void Object.assign(taken, ask),
            connectCaller: ({ port = lane }) => {
              port.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => {
                if (data.kind !== 'requests') return;
                const { ids, rows } = data.block;
                const column = new Float64Array(ids.length);
                const block = {
                  ids,
                  outcomes: new Uint8Array(ids.length),
                  outputs: Float32Array.from(ids, (_, i) => rows[2 * i]! + rows[2 * i + 1]!),
                  batchSizes: new Uint16Array(ids.length).fill(ids.length),
                  steps: column,
                  enqueuedMs: column,
                  batchedMs: column,
                  computedMs: column,
                  readBackMs: column,
                };
                port.postMessage({ kind: 'responses', block }, []);
              });
              port.start?.();
            },
          }),
        );
      } else {
        serveCalls<LoadCalls, LoadEvents>(port2, () => noted<Handlers<LoadCalls>>('load', {}));
      }
      return { endpoint: port1, close: () => port1.close() };
    },
  });
  return { engine, log, taken, deaths, made };
}

test('the server is made at the first request, wired to trainer and load, with the newest weights', async () => {
  const { engine, log, taken, made } = connect();
  await engine.start(experiment);
  expect(made).toEqual(['trainer']);
  const responses = await Promise.all([engine.request([1, 2]), engine.request([3, 4])]);
  expect(responses.map(({ output, device, batchSize }) => [output[0], device, batchSize])).toEqual([
    [3, 'wasm', 2],
    [7, 'wasm', 2],
  ]);
  expect(log.filter((line) => line === 'server.start')).toHaveLength(1);
  for (const call of [
    'server.connectTrainer',
    'trainer.connectServer',
    'load.connectServer',
    'server.configure',
  ]) {
    expect(log).toContain(call);
  }
  expect([...taken.parameters!]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('weights that a call has changed are brought before the next request, once', async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  log.length = 0;
  await engine.request([1, 2]);
  expect(log).toEqual([]);
  engine.weightsChanged();
  await Promise.all([engine.request([1, 2]), engine.request([1, 2])]);
  expect(log).toEqual(['trainer.parameters', 'server.setParameters']);
});

test('configure reaches the trainer first, then the server if it runs', async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  await engine.configure(experiment);
  expect(log).toEqual(['trainer.start', 'trainer.configure']);
  await engine.whenServing();
  log.length = 0;
  await engine.configure(experiment);
  expect(log).toEqual([
    'trainer.configure',
    'server.configure',
    'trainer.parameters',
    'server.setParameters',
  ]);
});

test('what is asked before the start waits for it', async () => {
  const { engine, log } = connect();
  const configured = engine.configure(experiment);
  await Promise.resolve();
  expect(log).toEqual([]);
  await engine.start(experiment);
  await configured;
  expect(log).toEqual(['trainer.start', 'trainer.configure']);
});

test('a load runs under its own plan and gives the server its plan back', async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  log.length = 0;
  const pool = { rows: new Float32Array(8), inputs: 2, outputs: 1 };
  await engine.runLoad({ mode: 'closed', inFlight: 2, serving: { maxBatchSize: 1 } }, pool);
  expect(log).toEqual(['server.configure', 'load.run', 'server.configure']);
});

test('a device switch moves both; answers name the new one', async () => {
  const { engine } = connect();
  await engine.start(experiment);
  await engine.request([1, 2]);
  expect((await engine.useDevice('cpu')).name).toBe('cpu');
  expect((await engine.request([1, 2])).device).toBe('cpu');
});

test('a dead worker rejects what waits and is reported; the server can be made again', async () => {
  const { engine, deaths, made } = connect();
  const failures: string[] = [];
  engine.onFailure((part, { message }) => failures.push(`${part}: ${message}`));
  await engine.start(experiment);
  await engine.whenServing();
  deaths.server!(new Error('The server worker stopped.'));
  expect(failures).toEqual(['server: The server worker stopped.']);
  expect(made).toEqual(['trainer', 'server', 'load']);
  expect((await engine.request([1, 2])).output).toEqual([3]);
  expect(made).toEqual(['trainer', 'server', 'load', 'server', 'load']);
});
