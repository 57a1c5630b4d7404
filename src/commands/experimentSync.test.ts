import { beforeEach, expect, test } from 'vitest';
import { momentOf } from '#client/momentOf.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { beginTraining, experimentStore, setExperiment, startWith, undo } from '#state/experimentStore.ts';
import { syncExperiment, type ExperimentSync } from './experimentSync.ts';

const first = defaultExperiment('circle');
const withRate = (learningRate: number): Experiment => ({
  ...first,
  training: { ...first.training, optimizer: { ...first.training.optimizer, learningRate } },
});
const rateOf = ({ training }: Experiment): number => training.optimizer.learningRate;

let taken: Experiment[];
let problems: string[];
/** Ends the pending configure. */
let end: { resolve(): void; reject(error: Error): void };
let sync: ExperimentSync;
let start: { resolve(): void; reject(error: Error): void };
beforeEach(() => {
  taken = [];
  problems = [];
  startWith(first);
  const engine = {
    isServing: (experiment: Experiment) => experiment === first,
    configure: (experiment: Experiment) =>
      new Promise<void>((resolve, reject) => {
        taken.push(experiment);
        end = { resolve, reject };
      }),
  };
  const started = new Promise<void>((resolve, reject) => (start = { resolve, reject }));
  sync = syncExperiment(engine, started, ({ message }) => problems.push(message));
  return () => sync.stop();
});
const until = async (count: number): Promise<void> => {
  while (taken.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('a failed start rejects those who wait, and the next edit repairs it', async () => {
  const waiting = sync.whenTaken();
  start.reject(new Error('The digits could not be loaded.'));
  await expect(waiting).rejects.toThrow('could not be loaded');
  setExperiment(withRate(0.1));
  end.resolve();
  await sync.whenTaken();
});

test('an edit while the engine starts does not wait for the start', async () => {
  setExperiment(withRate(0.1));
  expect(taken.map(rateOf)).toEqual([0.1]);
  end.resolve();
  start.reject(new Error('too late to matter'));
  await sync.whenTaken();
});

test('an edit reaches the engine at once, and is awaited', async () => {
  start.resolve();
  setExperiment(withRate(0.1));
  expect(taken.map(rateOf)).toEqual([0.1]);
  const waiting = sync.whenTaken();
  end.resolve();
  await waiting;
});

test('a drag sends one at a time and ends with the last', async () => {
  start.resolve();
  for (let i = 1; i <= 50; i++) setExperiment(withRate(i), 'drag');
  expect(taken).toHaveLength(1);
  const waiting = sync.whenTaken();
  end.resolve();
  await until(2);
  end.resolve();
  await waiting;
  expect(taken.map(rateOf)).toEqual([1, 50]);
});

test('requests need not wait where the engine serves the present experiment', async () => {
  expect(sync.isServed).toBe(false);
  start.resolve();
  await sync.whenTaken();
  expect(sync.isServed).toBe(true);
  setExperiment(withRate(0.1));
  expect(sync.isServed).toBe(false);
  end.resolve();
  setExperiment(first);
  expect(sync.isServed).toBe(true);
  await until(2);
  end.reject(new Error('The trainer is gone.'));
  await expect(sync.whenTaken()).rejects.toThrow('gone');
  expect(sync.isServed).toBe(false);
});

test('an edit of serving alone goes to the engine and shares the moment of the weights', async () => {
  start.resolve();
  const smaller = { ...first, serving: { ...first.serving, maxBatchSize: 1 } };
  setExperiment(smaller);
  expect(taken).toEqual([smaller]);
  expect(momentOf(smaller)).toBe(momentOf(first));
  end.resolve();
  await sync.whenTaken();
});

test('title and view stay on the page', async () => {
  start.resolve();
  setExperiment({ ...first, title: 'A title', view: { ...first.view, discrete: true } });
  await sync.whenTaken();
  expect(taken).toEqual([]);
});

test('what the engine cannot take rejects those who wait, until something else is opened', async () => {
  start.resolve();
  setExperiment(withRate(0.2));
  end.reject(new Error('The digits could not be loaded.'));
  await expect(sync.whenTaken()).rejects.toThrow('could not be loaded');
  const again = sync.whenTaken();
  await until(2);
  end.reject(new Error('The digits could not be loaded.'));
  await expect(again).rejects.toThrow('could not be loaded');
  const third = sync.whenTaken();
  await until(3);
  end.resolve();
  await third;
  setExperiment(first);
  await until(4);
  end.resolve();
  await sync.whenTaken();
  expect(experimentStore.getState().experiment).toBe(first);
});

test('a failure of an experiment that was replaced meanwhile is ignored', async () => {
  start.resolve();
  setExperiment(withRate(0.2));
  setExperiment(withRate(0.3));
  end.reject(new Error('too late to matter'));
  await until(2);
  end.resolve();
  await sync.whenTaken();
  expect(problems).toEqual([]);
});

test('a reset is sent by its command; its undo goes to the engine, which has the weights', async () => {
  start.resolve();
  beginTraining();
  await sync.whenTaken();
  expect(taken).toEqual([]);
  undo();
  await until(1);
  end.resolve();
  await sync.whenTaken();
  expect(taken[0]).toBe(first);
});

test('an edit that the engine need not know shares the moment, and the weights, of the one before', () => {
  const titled = { ...first, title: 'A title' };
  setExperiment(titled);
  expect(momentOf(titled)).toBe(momentOf(first));
  const faster = withRate(0.1);
  setExperiment(faster);
  expect(momentOf(faster)).not.toBe(momentOf(first));
  expect(momentOf(beginTraining())).not.toBe(momentOf(faster));
});

test('other samples do not wait for a download that stalls', async () => {
  start.resolve();
  const digits = defaultExperiment('mnist');
  setExperiment(digits);
  await until(1);
  // Of the same samples: this one waits.
  setExperiment({ ...digits, training: { ...digits.training, l2: 0.1 } });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(taken.map(({ data, training }) => [data.set, training.l2])).toEqual([['mnist', 0]]);
  const stalled = end;
  setExperiment(defaultExperiment('xor'));
  await until(2);
  expect(taken[1]!.data.set).toBe('xor');
  end.resolve();
  await sync.whenTaken();
  // What became of it does not matter any more.
  stalled.reject(new Error('The download was given up.'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(problems).toEqual([]);
});
