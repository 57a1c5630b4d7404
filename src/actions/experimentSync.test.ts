import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { experimentStore, setExperiment, startWith } from '../state/experimentStore.ts';
import { syncExperiment, type ExperimentSync } from './experimentSync.ts';

const first = defaultExperiment('circle');
const withRate = (learningRate: number): Experiment => ({
  ...first,
  training: { ...first.training, optimizer: { ...first.training.optimizer, learningRate } },
});
const rateOf = ({ training }: Experiment): number => training.optimizer.learningRate;

let taken: Experiment[];
let problems: string[];
/** Ends the configure that is under way. */
let end: { resolve(): void; reject(error: Error): void };
let sync: ExperimentSync;
beforeEach(() => {
  taken = [];
  problems = [];
  startWith(first);
  const engine = {
    configure: (experiment: Experiment) =>
      new Promise<void>((resolve, reject) => {
        taken.push(experiment);
        end = { resolve, reject };
      }),
  };
  sync = syncExperiment(engine, { expectShape: () => undefined }, ({ message }) => problems.push(message));
  return () => sync.stop();
});
const until = async (count: number): Promise<void> => {
  while (taken.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('an edit reaches the engine at once, and is waited for', async () => {
  setExperiment(withRate(0.1));
  expect(taken.map(rateOf)).toEqual([0.1]);
  const waiting = sync.whenTaken();
  end.resolve();
  await waiting;
});

test('a drag sends one at a time and ends with the last', async () => {
  for (let i = 1; i <= 50; i++) setExperiment(withRate(i), 'drag');
  expect(taken).toHaveLength(1);
  const waiting = sync.whenTaken();
  end.resolve();
  await until(2);
  end.resolve();
  await waiting;
  expect(taken.map(rateOf)).toEqual([1, 50]);
});

test('title and view stay on the page', async () => {
  setExperiment({ ...first, title: 'A title', view: { ...first.view, discrete: true } });
  await sync.whenTaken();
  expect(taken).toEqual([]);
});

test('what the engine cannot take is told to whoever waits, until something else is opened', async () => {
  setExperiment(withRate(0.2));
  end.reject(new Error('The digits could not be loaded.'));
  await expect(sync.whenTaken()).rejects.toThrow('could not be loaded');
  await expect(sync.whenTaken()).rejects.toThrow('could not be loaded');
  expect(problems).toEqual(['The digits could not be loaded.']);
  setExperiment(first);
  await until(2);
  end.resolve();
  await sync.whenTaken();
  expect(experimentStore.getState().experiment).toBe(first);
});

test('a failure of an experiment that was replaced meanwhile is nobody’s concern', async () => {
  setExperiment(withRate(0.2));
  setExperiment(withRate(0.3));
  end.reject(new Error('too late to matter'));
  await until(2);
  end.resolve();
  await sync.whenTaken();
  expect(problems).toEqual([]);
});
