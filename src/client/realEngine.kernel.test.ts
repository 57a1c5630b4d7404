/**
 * The engine in its own workers, on real devices: edits, undo, resets, loads, requests, device changes, instances,
 * lost GPUs and dead workers at times drawn from a seed. After each round and one more edit, the server responds with
 * what the trainer predicts.
 */
import { expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import { connectEngine } from './connectEngine.ts';
import type { Engine, EnginePart } from './Engine.ts';
import { momentOf } from './momentOf.ts';
import { workerParts } from './startEngine.ts';

const ROUNDS = 14;
const DEEDS = 5;
const TIME_LIMIT_MS = 30_000;

function startEngine(): { engine: Engine; kill(part: EnginePart): void } {
  const living = new Map<EnginePart, () => void>();
  const parts = workerParts();
  const engine = connectEngine({
    baseUrl: new URL('/', location.href).href,
    open(part, onDeath) {
      living.set(part, () => onDeath(new Error(`The ${part} worker was killed.`)));
      const opened = parts.open(part, onDeath);
      if (part === 'trainer') return opened;
      const { endpoint, close } = opened;
      const listeners: ((event: MessageEvent) => void)[] = [];
      // The load worker is nested in the server's, out of reach from here: its death is simulated by its event.
      const data = { event: 'loadStopped', detail: { message: 'The load worker was killed.' } };
      living.set('load', () => {
        for (const listener of listeners) listener({ data } as MessageEvent);
      });
      return {
        endpoint: {
          postMessage: (message, transfer) => endpoint.postMessage(message, transfer),
          addEventListener(type, listener) {
            listeners.push(listener);
            endpoint.addEventListener(type, listener);
          },
        },
        close,
      };
    },
  });
  return { engine, kill: (part) => living.get(part)?.() };
}

const EDITS: readonly ((experiment: Experiment) => Experiment)[] = [
  (one) => ({ ...one, data: { ...one.data, set: one.data.set === 'moons' ? 'circle' : 'moons' } }),
  (one) => ({
    ...one,
    data: {
      ...one.data,
      features: (one.data.features?.length ?? 2) > 2 ? ['x1', 'x2'] : ['x1', 'x2', 'x1*x2'],
    },
  }),
  (one) => withHidden(one, [...one.network.hidden, { units: 3, activation: 'tanh' as const }].slice(-3)),
  (one) => withHidden(one, one.network.hidden.slice(0, 1)),
  (one) => ({ ...one, training: { ...one.training, l2: one.training.l2 > 0 ? 0 : 0.001 } }),
  (one) => ({ ...one, serving: { ...one.serving, maxBatchSize: one.serving.maxBatchSize === 1 ? 64 : 1 } }),
  (one) => ({ ...one, serving: { ...one.serving, instances: 1 + (one.serving.instances % 3) } }),
];
const withHidden = (one: Experiment, hidden: Experiment['network']['hidden']): Experiment => ({
  ...one,
  network: { ...one.network, hidden },
});

it.each([1, 2])(
  'predicts right after any sequence of operations, seed %i',
  async (seed) => {
    const random = createRandom(seed, STREAMS.order);
    const draw = (count: number): number => Math.floor(random.uniform(0, count));
    const { engine, kill } = startEngine();
    let experiment = defaultExperiment('circle');
    const past: Experiment[] = [];
    const endMs = performance.now() + TIME_LIMIT_MS / 2;
    const configure = (next: Experiment): Promise<void> => {
      experiment = next;
      return engine.configure(next);
    };
    let stop = new AbortController();
    const rowOf = (): number[] =>
      Array.from({ length: networkShape(experiment).inputs }, (_, i) => 0.3 - 0.2 * i);
    const deeds: readonly (() => Promise<unknown>)[] = [
      () => (past.push(experiment), configure(EDITS[draw(EDITS.length)]!(experiment))),
      () => (past.push(experiment), configure(EDITS[draw(EDITS.length)]!(experiment))),
      () => configure(past.pop() ?? experiment),
      () => (
        past.push(experiment),
        (experiment = { ...experiment }),
        engine.trainer.call('reset', { moment: momentOf(experiment) }).finally(() => engine.weightsChanged())
      ),
      () => engine.trainer.call('train', { steps: 200 }).finally(() => engine.weightsChanged()),
      () => Promise.all(Array.from({ length: 50 }, () => engine.request(rowOf()))),
      () => {
        stop = new AbortController();
        const pool = { rows: Float32Array.from(rowOf()), inputs: rowOf().length, outputs: 1 };
        return engine.runLoad({ mode: 'closed', inFlight: 16, durationMs: 300 }, pool, stop.signal);
      },
      async () => stop.abort(new Error('Stopped.')),
      () => engine.useDevice(DEVICE_NAMES[draw(DEVICE_NAMES.length)]!),
      () => engine.trainer.call('loseDevice', undefined),
      () => engine.whenServing().then(() => engine.server.call('loseDevice', undefined)),
      async () => kill((['trainer', 'server', 'load'] as const)[draw(3)]!),
    ];
    await engine.start(experiment);
    try {
      for (let round = 0; round < ROUNDS && performance.now() < endMs; round++) {
        const underWay: Promise<unknown>[] = [];
        for (let i = 0; i < DEEDS; i++) {
          underWay.push(deeds[draw(deeds.length)]!().catch(() => undefined));
          await new Promise((resolve) => setTimeout(resolve, draw(3) * draw(60)));
        }
        // Whatever is still under way would change weights between request and prediction.
        stop.abort(new Error('Stopped.'));
        await Promise.all(underWay);
        await configure(EDITS[4]!(experiment));
        const row = rowOf();
        const [{ output }, { outputs }] = await Promise.all([
          engine.request(row),
          engine.trainer.call('predict', { rows: Float32Array.from(row), count: 1 }),
        ]);
        expect(Math.abs(output[0]! - outputs[0]!), `round ${round}`).toBeLessThan(1e-3);
      }
    } finally {
      engine.end();
    }
  },
  60_000,
);
