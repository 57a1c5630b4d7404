import { afterEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { serveCalls, type Handlers } from '#protocol/Call.ts';
import type { LoadReport } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { PageWorker } from './connectEngine.ts';
import { openComparisonServer, type ComparisonServerSettings } from './openComparisonServer.ts';

const experiment = defaultExperiment('circle');
const shape = networkShape(experiment);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server and its load in this thread; `works` is the device that the server opens. */
function parts(works: DeviceName) {
  const log: string[] = [];
  const closed: PageWorker[] = [];
  const deaths: ((error: Error) => void)[] = [];
  const stopsOfLoad: ((message: string) => void)[] = [];
  const taken: { servings: unknown[]; parameters?: Float32Array } = { servings: [] };
  const noted = <C extends object>(handlers: Partial<C>): C =>
    new Proxy(handlers as C, {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: undefined }),
      get: (given, kind) => async (params: never) => {
        log.push(String(kind));
        return (given as Record<string | symbol, ((params: never) => unknown) | undefined>)[kind]?.(params);
      },
    });
  return {
    log,
    closed,
    deaths,
    stopsOfLoad,
    taken,
    engine: {
      baseUrl: 'http://localhost/',
      open(part: PageWorker, onDeath: (error: Error) => void) {
        const { port1, port2 } = new MessageChannel();
        closers.push(() => port1.close());
        deaths.push(onDeath);
        serveCalls<ServerCalls, ServerEvents>(port2, (emit) =>
          noted<Handlers<ServerCalls>>({
            start: () => ({ name: works, works: true }),
            configure: ({ serving }) => void taken.servings.push(serving.maxBatchSize),
            setModel: ({ parameters }) => {
              taken.parameters = parameters;
            },
            connectLoad: ({ port }) => {
              stopsOfLoad.push((message) => emit('loadStopped', { message }));
              serveCalls<LoadCalls, LoadEvents>(port, () =>
                noted<Handlers<LoadCalls>>({ run: ({ outputs }) => ({ ok: outputs }) as LoadReport }),
              );
            },
          }),
        );
        return { endpoint: port1, close: () => void closed.push(part) };
      },
    },
  };
}

const spec = (device: DeviceName): ComparisonServerSettings => ({
  device,
  serving: { ...experiment.serving, maxBatchSize: 8 },
  shape,
  parameters: Float32Array.of(1, 2, 3),
  step: 4,
});
const pool = { rows: new Float32Array(2), inputs: 2, outputs: 1 };

test('opens a server with its own serving config and a copy of the weights', async () => {
  const { engine, taken, log } = parts('wasm');
  const own = spec('wasm');
  const comparisonServer = await openComparisonServer(engine, own);
  expect(taken.servings).toEqual([8]);
  expect(taken.parameters).toEqual(Float32Array.of(1, 2, 3));
  expect(own.parameters).toHaveLength(3);
  expect(log.slice(0, 1)).toEqual(['start']);
  comparisonServer.end();
});

test('another serving config for a run is taken first, and the same config only once', async () => {
  const { engine, taken } = parts('wasm');
  const comparisonServer = await openComparisonServer(engine, spec('wasm'));
  const other = { ...experiment.serving, maxBatchSize: 2 };
  expect(await comparisonServer.run({ mode: 'closed', inFlight: 1 }, pool, other)).toMatchObject({ ok: 1 });
  await comparisonServer.run({ mode: 'closed', inFlight: 1 }, pool, other);
  await comparisonServer.run({ mode: 'closed', inFlight: 1 }, pool);
  expect(taken.servings).toEqual([8, 2, 8]);
  comparisonServer.end();
});

test('a device that does not work is reported, and its workers end', async () => {
  const { engine, closed } = parts('cpu');
  await expect(openComparisonServer(engine, spec('webgpu'))).rejects.toThrow(/webgpu does not work here/);
  expect(closed).toContain('server');
});

test('a worker that dies rejects what is under way', async () => {
  const { engine, deaths } = parts('wasm');
  const comparisonServer = await openComparisonServer(engine, spec('wasm'));
  const request = comparisonServer.request([0, 0]);
  deaths[0]!(new Error('The server worker stopped.'));
  await expect(request).rejects.toThrow('The server worker stopped.');
  comparisonServer.end();
});

test('a load that stops rejects calls in flight and later ones', async () => {
  const { engine, stopsOfLoad } = parts('wasm');
  const comparisonServer = await openComparisonServer(engine, spec('wasm'));
  const request = comparisonServer.request([0, 0]);
  stopsOfLoad[0]!('The load worker stopped.');
  await expect(request).rejects.toThrow('The load worker stopped.');
  await expect(comparisonServer.run({ mode: 'closed' }, pool)).rejects.toThrow('The load worker stopped.');
  comparisonServer.end();
});

test('once ended it refuses requests, and makes no worker for them', async () => {
  const { engine, deaths } = parts('wasm');
  const comparisonServer = await openComparisonServer(engine, spec('wasm'));
  comparisonServer.end();
  const made = deaths.length;
  await expect(comparisonServer.request([0, 0])).rejects.toThrow('The comparison was ended.');
  expect(deaths).toHaveLength(made);
});
