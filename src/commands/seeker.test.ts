import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Metrics } from '#protocol/trainer.ts';
import { experimentStore, startWith } from '#state/experimentStore.ts';
import { seekFeed, timelineFeed } from '#state/feeds.ts';
import { createSeeker, epochToSeek, shownIndex } from './seeker.ts';

globalThis.requestAnimationFrame ??= () => 0;

const TIMELINE = { epochs: [0, 2, 4, 5, 5], steps: [0, 20, 40, 50, 53], lookingBackAt: null, branches: [] };
const flush = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function rig() {
  const answers: ((metrics: Metrics) => void)[] = [];
  const asked: number[] = [];
  const call = vi.fn((_kind: string, { epoch }: { epoch: number }) => {
    asked.push(epoch);
    return new Promise((resolve) => answers.push(resolve));
  });
  const onProblem = vi.fn();
  const weightsChanged = vi.fn();
  const seeker = createSeeker(
    { trainer: { call: call as never }, weightsChanged },
    { whenTaken: () => Promise.resolve() },
    onProblem,
  );
  const answer = async (step: number): Promise<void> => {
    answers.shift()!({ epoch: 0, step, trainLoss: 0, testLoss: 0 });
    await flush();
  };
  return { seeker, asked, answer, call, onProblem, weightsChanged };
}

beforeEach(() => {
  startWith({ ...defaultExperiment('moons') });
  timelineFeed.publish(TIMELINE);
});

test('of a fast drag only the newest moment is asked for, after the one under way', async () => {
  const { seeker, asked, answer, weightsChanged } = rig();
  for (const epoch of [5, 4, 3, 2]) seeker.seek(epoch);
  await flush();
  expect(asked).toEqual([5]);
  expect(seekFeed.latest).toBe(2);
  await answer(50);
  expect(asked).toEqual([5, 2]);
  await answer(20);
  expect(asked).toEqual([5, 2]);
  expect(seekFeed.latest).toBeNull();
  // Requests are answered with the weights that are shown.
  expect(weightsChanged).toHaveBeenCalledTimes(2);
});

test('keys go from moment to moment, also faster than they are shown, and stop at both ends', async () => {
  const { seeker, asked, answer } = rig();
  for (let i = 0; i < 2; i++) seeker.seekNext(-1);
  await flush();
  expect(asked).toEqual([5]);
  await answer(50);
  expect(asked.at(-1)).toBe(4);
  await answer(40);
  timelineFeed.publish({ ...TIMELINE, lookingBackAt: 0 });
  seeker.seekNext(-1);
  await flush();
  expect(asked.at(-1)).toBe(0);
  await answer(0);
  timelineFeed.publish({ ...TIMELINE, lookingBackAt: 50 });
  seeker.seekNext(1);
  await flush();
  // Both have five epochs completed: the last is the end.
  expect(asked.at(-1)).toBe(Infinity);
});

test('moving about is one undo step; training in between begins another', async () => {
  const { seeker, answer } = rig();
  const steps = (): number => experimentStore.getState().past.length;
  seeker.seek(4);
  await flush();
  await answer(40);
  expect(steps()).toBe(1);
});

test('a problem is told, and the next request works', async () => {
  const { seeker, asked, call, onProblem, answer } = rig();
  call.mockRejectedValueOnce(new Error('gone'));
  seeker.seek(4);
  await flush();
  expect(onProblem).toHaveBeenCalledOnce();
  expect(seekFeed.latest).toBeNull();
  seeker.seek(2);
  await flush();
  await answer(20);
  expect(asked).toEqual([2]);
});

test('which moment is shown, and how to ask for one', () => {
  expect(shownIndex(TIMELINE)).toBe(4);
  expect(shownIndex({ ...TIMELINE, lookingBackAt: 20 })).toBe(1);
  expect([0, 3, 4].map((i) => epochToSeek(TIMELINE, i))).toEqual([0, 5, Infinity]);
});
