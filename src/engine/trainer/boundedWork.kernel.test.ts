/** However slow the device is for the network, a call ends about on time, and a pause or an edit takes effect. */
import { afterEach, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { createTrainer } from './createTrainer.ts';

const BASE = defaultExperiment('circle');
const wide = (units: number, batchSize: number): Experiment => ({
  ...BASE,
  data: { ...BASE.data, samples: 5_000, trainShare: 0.9 },
  network: {
    ...BASE.network,
    hidden: [
      { units, activation: 'relu' },
      { units, activation: 'relu' },
    ],
  },
  training: { ...BASE.training, batchSize },
});
/** In plain JavaScript one step takes a minute or so. */
const SLOW = wide(768, 4_096);

let trainer: ReturnType<typeof createTrainer>;
afterEach(() => trainer.pause());

async function start(experiment: Experiment): Promise<void> {
  trainer = createTrainer(() => undefined);
  await trainer.start({ experiment, prefer: 'cpu', baseUrl: new URL('/', location.href).href });
}

async function timed<T>(work: Promise<T> | T): Promise<{ seconds: number; value: T }> {
  const startMs = performance.now();
  const value = await work;
  return { seconds: (performance.now() - startMs) / 1_000, value };
}

it('ends a run of one second, pauses, and takes an edit, in the middle of a step', async () => {
  const started = await timed(start(SLOW));
  expect(started.seconds).toBeLessThan(10);
  const run = await timed(trainer.train({ seconds: 1 }));
  expect(run.value.step).toBe(0);
  expect(run.seconds).toBeLessThan(4);

  void trainer.play({});
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await timed(trainer.pause())).seconds).toBeLessThan(3);

  void trainer.play({});
  await new Promise((resolve) => setTimeout(resolve, 300));
  const edited = await timed(trainer.configure({ experiment: BASE }));
  expect(edited.seconds).toBeLessThan(3);
  expect((await trainer.evaluate({ split: 'test' })).count).toBe(250);
}, 60_000);

it('makes the same steps in slices as another device in one piece', async () => {
  // Twice what plain JavaScript does in one piece, in 0.1 s of a slow machine.
  await start(wide(64, 4_096));
  expect(await trainer.train({ steps: 2 })).toMatchObject({ step: 2 });
  const sliced = await trainer.parameters();
  await trainer.useDevice({ name: 'wasm' });
  await trainer.reset({});
  await trainer.train({ steps: 2 });
  const layers = await trainer.parameters();
  for (const [index, { kernel }] of layers.entries()) {
    const own = sliced[index]!.kernel.flat();
    for (const [i, weight] of kernel.flat().entries()) expect(own[i]).toBeCloseTo(weight, 4);
  }
}, 60_000);
