import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { KeptRuns } from './KeptRuns.ts';

const experiment = defaultExperiment('circle');
const run = (step: number, length = 1): KeptRun => ({
  experiment,
  checkpoint: { state: new Float32Array(length), step, epoch: 0, batch: 0, slotsSince: 0 },
  curve: [],
});

test('moments whose edits kept the weights share a run, which any of them restores', () => {
  const kept = new KeptRuns();
  kept.begin(1);
  kept.goOn(2);
  expect(kept.find(1)).toBeUndefined();
  kept.keep(run(100));
  kept.begin(3);
  expect(kept.find(3)).toBeUndefined();
  expect(kept.find(1)?.checkpoint.step).toBe(100);
  expect(kept.find(2)?.checkpoint.step).toBe(100);
  kept.keep(run(7));
  kept.goBack(1);
  expect(kept.find(2)).toBeUndefined();
  expect(kept.find(3)?.checkpoint.step).toBe(7);
});

test('a run that is left again is kept as it was left last', () => {
  const kept = new KeptRuns();
  kept.begin(1);
  kept.keep(run(100));
  kept.begin(2);
  kept.keep(run(5));
  kept.goBack(1);
  kept.keep(run(150));
  kept.goBack(2);
  expect(kept.find(1)?.checkpoint.step).toBe(150);
});

test('drops the oldest when together they take too much memory, and one that is too large by itself', () => {
  const kept = new KeptRuns(4 * 10);
  for (const moment of [1, 2, 3]) {
    kept.begin(moment);
    kept.keep(run(moment, 5));
  }
  kept.begin(4);
  expect([1, 2, 3].map((moment) => kept.find(moment)?.checkpoint.step)).toEqual([undefined, 2, 3]);
  kept.keep(run(4, 11));
  kept.begin(5);
  expect(kept.find(4)).toBeUndefined();
});

test('what has no moment is not found again', () => {
  const kept = new KeptRuns();
  kept.begin(undefined);
  kept.keep(run(1));
  kept.begin(undefined);
  expect(kept.find(undefined)).toBeUndefined();
});
