import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import { diagnosisStore } from '#state/diagnosisStore.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { watchDiagnosis } from './watchDiagnosis.ts';

const PLATEAU = { id: 'plateau', sentence: 'It stands still.', suggestion: 'Use Adam', change: {} };
const call = vi.fn();
let stop = (): void => undefined;
let taken: Promise<void>;

function news(step: number, generation = 1): void {
  const metrics = { epoch: step / 10, step, trainLoss: 1, testLoss: 1 };
  trainingStore.setState({ metrics });
  snapshotFeed.publish({ metrics, generation } as Snapshot);
}
const shown = () => diagnosisStore.getState().diagnosis;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
  call.mockReset().mockResolvedValue([PLATEAU]);
  diagnosisStore.setState(diagnosisStore.getInitialState());
  trainingStore.setState({ ...trainingStore.getInitialState(), phase: 'paused' });
  startWith(defaultExperiment());
  taken = Promise.resolve();
  snapshotFeed.publish(null);
  stop = watchDiagnosis({ call }, { whenTaken: () => taken });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('at rest it asks once, after the last news', async () => {
  for (const step of [1, 2, 3]) news(step);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).toHaveBeenCalledTimes(1);
  expect(shown()).toBe(PLATEAU);
});

it('a network at its start has nothing wrong', async () => {
  news(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).not.toHaveBeenCalled();
});

it('while training it asks every five seconds', async () => {
  trainingStore.setState({ phase: 'playing' });
  for (let step = 1; step <= 120; step++) {
    news(step);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(call).toHaveBeenCalledTimes(2);
  expect(shown()).toBe(PLATEAU);
});

it('an edit takes back what was said, and an answer about the network before it is dropped', async () => {
  news(5);
  await vi.advanceTimersByTimeAsync(1_000);
  news(6, 2);
  await vi.advanceTimersByTimeAsync(20);
  expect(shown()).toBeNull();
  let answer = (_found: unknown[]): void => undefined;
  call.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await vi.advanceTimersByTimeAsync(1_000);
  news(7, 3);
  await vi.advanceTimersByTimeAsync(20);
  answer([PLATEAU]);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBeNull();
});

const edit = (): void =>
  setExperiment(changeExperiment(experimentStore.getState().experiment, { training: { l2: 0.1 } }));

it('what was said of a run is gone with the edit that ends it, before the trainer has sent news', async () => {
  news(5);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown()).toBe(PLATEAU);
  edit();
  expect(shown()).toBeNull();
});

it('an answer about the run before an edit is dropped, though no news of the next have come', async () => {
  let answer = (_found: unknown[]): void => undefined;
  call.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  news(5);
  await vi.advanceTimersByTimeAsync(1_000);
  edit();
  answer([PLATEAU]);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBeNull();
  // The next run is looked at, though the old answer came after its news.
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).toHaveBeenCalledTimes(2);
  expect(shown()).toBe(PLATEAU);
});

it('nothing is asked before the trainer has the experiment on the screen', async () => {
  let take = (): void => undefined;
  taken = new Promise((resolve) => (take = resolve));
  news(5);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).not.toHaveBeenCalled();
  take();
  await vi.advanceTimersByTimeAsync(0);
  expect(call).toHaveBeenCalledTimes(1);
});

it('news that come while an answer is awaited are asked about after it', async () => {
  let answer = (_found: unknown[]): void => undefined;
  call.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  news(5);
  await vi.advanceTimersByTimeAsync(1_000);
  news(6, 2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).toHaveBeenCalledTimes(1);
  answer([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(call).toHaveBeenCalledTimes(2);
  expect(shown()).toBe(PLATEAU);
});
