/**
 * Edits, requests, loads, device changes, failures and deaths at random times, on workers that respond when the seed
 * says so. Invariants: after one more edit a request gets the prediction of the trainer's present network, every
 * promise has settled, and a load has kept its serving config.
 */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { connectEngine } from './connectEngine.ts';
import type { Engine } from './Engine.ts';
import { createDeliveries } from './testing/deliveries.ts';
import { fakeWorkers } from './testing/fakeWorkers.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

type Edit = (experiment: Experiment) => Experiment;
const EDITS: Readonly<Record<string, Edit>> = {
  circle: (experiment) => ({
    ...experiment,
    data: { ...experiment.data, set: 'circle', features: ['x1', 'x2'] },
  }),
  moons: (experiment) => ({
    ...experiment,
    data: { ...experiment.data, set: 'moons', features: ['x1', 'x2'] },
  }),
  features: (experiment) => ({
    ...experiment,
    data: { ...experiment.data, features: ['x1', 'x2', 'x1*x2'] },
  }),
  wider: (experiment) => withUnits(experiment, 5),
  narrower: (experiment) => withUnits(experiment, 2),
  rate: (experiment) => ({
    ...experiment,
    training: { ...experiment.training, l2: experiment.training.l2 + 0.001 },
  }),
  serving: ({ serving, ...experiment }) => ({
    ...experiment,
    serving: { ...serving, maxBatchSize: 1 + (serving.maxBatchSize % 64) },
  }),
  instances: ({ serving, ...experiment }) => ({
    ...experiment,
    serving: { ...serving, instances: 1 + (serving.instances % 3) },
  }),
};

function withUnits(experiment: Experiment, units: number): Experiment {
  const hidden = [{ units, activation: 'tanh' as const }];
  return { ...experiment, network: { ...experiment.network, hidden } };
}

const deed = fc.oneof(
  { weight: 5, arbitrary: fc.record({ edit: fc.constantFrom(...Object.keys(EDITS)) }) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('request', 'load', 'stop', 'useDevice', 'reset', 'whenServing')
      .map((operation) => ({ operation })),
  },
  { weight: 1, arbitrary: fc.constantFrom('trainer', 'server', 'load').map((kill) => ({ kill })) },
  { weight: 2, arbitrary: fc.constantFrom('trainer', 'server', 'load').map((fail) => ({ fail })) },
);
const episodes = fc.array(
  fc.array(fc.record({ deed, delivered: fc.integer({ min: 0, max: 12 }) }), { minLength: 1, maxLength: 6 }),
  { minLength: 1, maxLength: 4 },
);

test('after any interleaving, the next edit finds an engine whose predictions are right', async () => {
  await fc.assert(
    fc.asyncProperty(episodes, fc.integer(), async (sequence, seed) => {
      const deliveries = createDeliveries(randomOf(seed));
      vi.stubGlobal(
        'MessageChannel',
        class {
          readonly port1: unknown;
          readonly port2: unknown;
          constructor() {
            [this.port1, this.port2] = deliveries.wire();
          }
        },
      );
      const workers = fakeWorkers(deliveries);
      const engine = connectEngine(workers.parts);
      let experiment = defaultExperiment('circle');
      let open = 0;
      /** Counts what has not settled, fulfilled or rejected. */
      const track = (promise: Promise<unknown>): void => {
        open += 1;
        promise.catch(() => undefined).finally(() => (open -= 1));
      };
      const edit = (change: Edit): void => {
        experiment = change(experiment);
        track(engine.configure(experiment));
      };
      track(engine.start(experiment));
      for (const episode of sequence) {
        for (const { deed: next, delivered } of episode) {
          if ('edit' in next) edit(EDITS[next.edit]!);
          else if ('kill' in next) workers.kill(next.kill as 'server');
          else if ('fail' in next) workers.failNext(next.fail as 'server');
          else track(operate(engine, next.operation, experiment));
          await deliveries.deliver(delivered);
        }
        await deliveries.deliver();
        // A failure that was injected and not used yet would hit the following steps.
        for (const part of ['trainer', 'server', 'load'] as const) workers.heal(part);
        edit(EDITS['rate']!);
        const response = engine.request(rowOf(experiment));
        response.catch(() => undefined);
        await deliveries.deliver();
        expect(open).toBe(0);
        expect(workers.experiment()).toEqual(experiment);
        expect((await response).output).toEqual(Array(outputsOf(experiment)).fill(workers.prediction()));
      }
      for (const configs of workers.configsOfLoads) expect(new Set(configs).size).toBe(1);
      engine.end();
    }),
    { numRuns: 1_000 },
  );
}, 40_000);

let stops: AbortController | undefined;
function operate(engine: Engine, what: string, experiment: Experiment): Promise<unknown> {
  const row = rowOf(experiment);
  switch (what) {
    case 'request':
      return engine.request(row);
    case 'load': {
      stops = new AbortController();
      const pool = { rows: Float32Array.from(row), inputs: row.length, outputs: outputsOf(experiment) };
      return engine.runLoad(
        { mode: 'closed', inFlight: 2, serving: { maxBatchSize: 7 } },
        pool,
        stops.signal,
      );
    }
    case 'stop':
      stops?.abort(new Error('Stopped.'));
      return Promise.resolve();
    case 'useDevice':
      return engine.useDevice('cpu');
    case 'reset':
      return engine.trainer.call('reset', {}).finally(() => engine.weightsChanged());
    default:
      return engine.whenServing();
  }
}

const rowOf = (experiment: Experiment): number[] =>
  Array(networkShape(experiment).inputs).fill(0.5) as number[];
const outputsOf = (experiment: Experiment): number => outputLayer(networkShape(experiment)).units;

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
