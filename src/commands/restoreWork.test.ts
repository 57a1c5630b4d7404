// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { leftRun } from './leftRun.ts';
import { runOfTab } from './restoreWork.ts';

const circle = defaultExperiment('circle');
const run: KeptRun = {
  experiment: circle,
  checkpoint: { state: Float32Array.of(1, 2), step: 25, epoch: 1, batch: 0, slotsSince: 0 },
  curve: [],
};
const left = leftRun(() => sessionStorage);

beforeEach(() => sessionStorage.clear());

test('the run that the page left comes back without a database', async () => {
  left.keep(run);
  expect(await runOfTab('own', circle)).toEqual(run);
});

test('the run of another experiment, or a spoilt one, does not', async () => {
  left.keep(run);
  expect(await runOfTab('own', defaultExperiment('xor'))).toBeUndefined();
  left.keep({ ...run, experiment: { ...circle, version: 9e9 } as never });
  expect(await runOfTab('own', circle)).toBeUndefined();
});
