import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '#client/Engine.ts';
import { prepareData } from '#data/prepareData.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { LoadReport } from '#protocol/load.ts';
import { startWith } from '#state/experimentStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { createLoadRunner } from './runLoad.ts';

// Feeds notify in the next frame.
vi.stubGlobal('requestAnimationFrame', () => 0);

const experiment = defaultExperiment('circle');
const data = prepareData(experiment, null);
const settings = { mode: 'closed', inFlight: 2, durationMs: 10_000 } as const;
beforeEach(() => {
  startWith(experiment);
  servingStore.setState(servingStore.getInitialState(), true);
});

/** A load that ends when its signal is aborted, as the engine's does. */
const untilAborted: Engine['runLoad'] = (_settings, _pool, signal) =>
  new Promise((resolve) => {
    signal!.addEventListener('abort', () => {
      resolve({ ok: 5, stopped: (signal!.reason as Error).message } as unknown as LoadReport);
    });
  });

const runnerOf = (whenTaken: () => Promise<void>, ready: () => Promise<PreparedData>) =>
  createLoadRunner(
    { runLoad: untilAborted, runSweep: () => Promise.reject(new Error('not asked')) },
    { expectResponses: () => undefined },
    { whenTaken },
    { ready },
  );
const never = <T>(): Promise<T> => new Promise(() => undefined);

test.each([
  ['the engine takes the experiment', runnerOf(never, async () => data)],
  ['the samples are loaded', runnerOf(async () => undefined, never)],
])('a load that is stopped while %s ends at once, and the next one may begin', async (_when, loads) => {
  const load = loads.run(settings);
  expect(servingStore.getState().phase).toBe('starting');
  loads.stop();
  await expect(load).rejects.toThrow('stopped');
  expect(servingStore.getState().phase).toBe('idle');
  const again = loads.run(settings);
  loads.stop();
  await expect(again).rejects.toThrow('stopped');
});

test('a load under way resolves to the report so far, stopped by button or by signal', async () => {
  const loads = runnerOf(
    async () => undefined,
    async () => data,
  );
  const first = loads.run(settings);
  await new Promise((resolve) => setTimeout(resolve));
  loads.stop();
  loads.stop();
  expect(await first).toMatchObject({ ok: 5, stopped: 'It was stopped.' });
  const control = new AbortController();
  const second = loads.run(settings, control.signal);
  await new Promise((resolve) => setTimeout(resolve));
  control.abort(new Error('Enough.'));
  expect(await second).toMatchObject({ stopped: 'Enough.' });
  await expect(loads.run(settings, control.signal)).rejects.toThrow('Enough.');
  expect(servingStore.getState().phase).toBe('idle');
});

test('a load that the engine ends, because the network changed, says so and counts for no pattern', async () => {
  const stopped = 'The network was changed, so the measurement ended here.';
  const loads = createLoadRunner(
    {
      runLoad: async () => ({ ok: 5, stopped }) as unknown as LoadReport,
      runSweep: () => Promise.reject(new Error('not asked')),
    },
    { expectResponses: () => undefined },
    { whenTaken: async () => undefined },
    { ready: async () => data },
  );
  await loads.run(settings);
  expect(servingStore.getState()).toMatchObject({ problem: stopped, report: { ok: 5 }, byPattern: {} });
});
