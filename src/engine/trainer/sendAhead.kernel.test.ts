/** Dispatches that are sent before the losses of the last have been read change no number, used or dropped. */
import { expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { DatasetCache } from './DatasetCache.ts';
import { TrainingSession } from './TrainingSession.ts';

async function openSession(): Promise<TrainingSession> {
  const device = await openNamedDevice('webgpu', { baseUrl: location.href });
  const datasets = new DatasetCache(location.href, { loadStarted() {}, loadProgressed() {} });
  const session = new TrainingSession(() => undefined, datasets);
  await session.take(device, defaultExperiment('circle'), new AbortController().signal, {});
  return session;
}

/** Steps of each dispatch, and those that were expected of the next: sometimes rightly. */
const DISPATCHES = [
  [40, 40],
  [40, 40],
  [40, 10],
  [25, 25],
  [25, 0],
  [7, 64],
] as const;

it('ends with the same weights and losses', async () => {
  const results = [];
  for (const isAhead of [true, false]) {
    const { run } = await openSession();
    const used: number[] = [];
    const losses: number[] = [];
    for (const [steps, expected] of DISPATCHES) {
      if (isAhead) used.push(run.stepsAhead);
      const advanced = await run.advance(steps, undefined, () => (isAhead ? expected : 0));
      expect(advanced.kind).toBe('advanced');
      if (advanced.kind === 'advanced') losses.push(...advanced.epochs.map(({ loss }) => loss));
    }
    if (isAhead) expect(used).toEqual([0, 40, 40, 10, 25, 0]);
    // What was sent with the old rate does not count.
    const { hyperparameters } = run.config;
    const { optimizer } = hyperparameters;
    run.setPlan({
      ...run.config,
      hyperparameters: { ...hyperparameters, optimizer: { ...optimizer, learningRate: 0.001 } },
    });
    expect(run.stepsAhead).toBe(0);
    await run.advance(64);
    const { state, ...place } = await run.checkpoint();
    results.push({ losses, state: [...state], place });
    run.dispose();
  }
  expect(results[0]).toEqual(results[1]);
  expect(results[0]!.place).toMatchObject({ step: 241 });
});
