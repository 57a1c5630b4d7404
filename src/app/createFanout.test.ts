import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '#client/Engine.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import { startWith } from '#state/experimentStore.ts';
import { createFanout, type FanoutParts } from './createFanout.ts';

beforeEach(() => startWith(defaultExperiment('circle')));

function makeFanout(isServed: boolean) {
  const request = vi.fn(() => Promise.resolve({ id: 1 }));
  let taken = (): void => undefined;
  const fanout = createFanout({
    version: '0',
    engine: { request } as unknown as Engine,
    ready: Promise.resolve({} as DeviceReport),
    sync: { isServed, whenTaken: () => new Promise<void>((resolve) => (taken = resolve)), stop: vi.fn() },
  } as unknown as FanoutParts);
  return { fanout, request, taken: () => taken() };
}

test('a request is handed to the engine in the turn of its call where nothing has to be waited for', async () => {
  const { fanout, request } = makeFanout(true);
  const response = fanout.request([0, 0], { priority: 1 });
  expect(request).toHaveBeenCalledWith([0, 0], { priority: 1 });
  expect(await response).toEqual({ id: 1 });
});

test('a request waits for an edit under way that concerns it', async () => {
  const { fanout, request, taken } = makeFanout(false);
  const response = fanout.request([0, 0]);
  expect(request).not.toHaveBeenCalled();
  taken();
  expect(await response).toEqual({ id: 1 });
});

test('a request with a wrong row or wrong options rejects, and does not throw', async () => {
  const { fanout, request } = makeFanout(true);
  await expect(fanout.request([0])).rejects.toThrow('row');
  await expect(fanout.request([0, 0], { priority: -1 })).rejects.toThrow('priority');
  expect(request).not.toHaveBeenCalled();
});
