import { afterEach, expect, test } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import { networkShape } from '../spec/networkShape.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import { serveCalls, type Handlers } from '../wire/Call.ts';
import type { LoadCalls, LoadEvents, LoadReport } from '../wire/load.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.ts';
import type { EnginePart } from './Engine.ts';
import { openRival, type RivalSpec } from './openRival.ts';

const experiment = defaultExperiment('circle');
const shape = networkShape(experiment);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Server and load worker in this thread; `works` is the device that the server comes up with. */
function parts(works: DeviceName) {
  const log: string[] = [];
  const closed: EnginePart[] = [];
  const deaths: ((error: Error) => void)[] = [];
  const taken: { plans: unknown[]; parameters?: Float32Array } = { plans: [] };
  const noted = <C extends object>(handlers: Partial<C>): C =>
    new Proxy(handlers as C, {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: undefined }),
      get: (given, kind) => async (ask: never) => {
        log.push(String(kind));
        return (given as Record<string | symbol, ((ask: never) => unknown) | undefined>)[kind]?.(ask);
      },
    });
  return {
    log,
    closed,
    deaths,
    taken,
    engine: {
      baseUrl: 'http://localhost/',
      open(part: EnginePart, onDeath: (error: Error) => void) {
        const { port1, port2 } = new MessageChannel();
        closers.push(() => port1.close());
        deaths.push(onDeath);
        if (part === 'server') {
          serveCalls<ServerCalls, ServerEvents>(port2, () =>
            noted<Handlers<ServerCalls>>({
              start: () => ({ name: works, works: true }),
              configure: ({ serving }) => void taken.plans.push(serving.maxBatchSize),
              setParameters: ({ parameters }) => {
                taken.parameters = parameters;
              },
            }),
          );
        } else {
          serveCalls<LoadCalls, LoadEvents>(port2, () =>
            noted<Handlers<LoadCalls>>({ run: ({ outputs }) => ({ ok: outputs }) as LoadReport }),
          );
        }
        return { endpoint: port1, close: () => void closed.push(part) };
      },
    },
  };
}

const spec = (device: DeviceName): RivalSpec => ({
  experiment,
  device,
  serving: { ...experiment.serving, maxBatchSize: 8 },
  shape,
  parameters: Float32Array.of(1, 2, 3),
  step: 4,
});
const pool = { rows: new Float32Array(2), inputs: 2, outputs: 1 };

test('opens a server with its own plan and a copy of the weights', async () => {
  const { engine, taken, log } = parts('wasm');
  const own = spec('wasm');
  const rival = await openRival(engine, own);
  expect(taken.plans).toEqual([8]);
  expect(taken.parameters).toEqual(Float32Array.of(1, 2, 3));
  expect(own.parameters).toHaveLength(3);
  expect(log.slice(0, 1)).toEqual(['start']);
  rival.end();
});

test('another plan for a run is taken first, and the same plan only once', async () => {
  const { engine, taken } = parts('wasm');
  const rival = await openRival(engine, spec('wasm'));
  const other = { ...experiment.serving, maxBatchSize: 2 };
  expect(await rival.run({ mode: 'closed', inFlight: 1 }, pool, other)).toMatchObject({ ok: 1 });
  await rival.run({ mode: 'closed', inFlight: 1 }, pool, other);
  await rival.run({ mode: 'closed', inFlight: 1 }, pool);
  expect(taken.plans).toEqual([8, 2, 8]);
  rival.end();
});

test('a device that does not work is told, and its workers end', async () => {
  const { engine, closed } = parts('cpu');
  await expect(openRival(engine, spec('webgpu'))).rejects.toThrow(/webgpu does not work here/);
  expect(closed).toContain('server');
});

test('a worker that dies rejects what is under way', async () => {
  const { engine, deaths } = parts('wasm');
  const rival = await openRival(engine, spec('wasm'));
  const request = rival.request([0, 0]);
  deaths[0]!(new Error('The server worker stopped.'));
  await expect(request).rejects.toThrow('The server worker stopped.');
  rival.end();
});

test('once ended it refuses requests, and makes no worker for them', async () => {
  const { engine, deaths } = parts('wasm');
  const rival = await openRival(engine, spec('wasm'));
  rival.end();
  const made = deaths.length;
  await expect(rival.request([0, 0])).rejects.toThrow('The comparison was ended.');
  expect(deaths).toHaveLength(made);
});
