import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Snapshot } from '#protocol/trainer.ts';
import { diagnosisStore } from '#state/diagnosisStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { watchDiagnosis } from './watchDiagnosis.ts';

const PLATEAU = { id: 'plateau', sentence: 'It stands still.', suggestion: 'Use Adam', change: {} };
const call = vi.fn();
let stop = (): void => undefined;

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
  stop = watchDiagnosis({ call });
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
