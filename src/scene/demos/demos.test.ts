import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEMOS } from '#lessons/demos/demos.ts';
import { DemoRun } from './DemoRun.ts';
import { demoRun, trainAgain, trainShown } from './demoRuns.ts';
import { CALLS, closedAnswers, openAnswers } from './servingPictures.ts';

const demo = (id: string) => DEMOS.find((one) => one.id === id)!;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a picture is trained in slices to the end of its demo', () => {
  const run = new DemoRun(demo('circle-squares'));
  expect(run.map()).toBeNull();
  run.advance(0);
  const first = run.map()!;
  expect(first.bare).toBe(true);
  expect(first.map!.values).toHaveLength(1_600);
  while (!run.isDone) run.advance(5);
  const [middle, corner] = [run.map()!.map!.values[20 * 40 + 20]!, run.map()!.map!.values[0]!];
  // A disc in a ring: blue inside, orange outside.
  expect(middle).toBeGreaterThan(0.5);
  expect(corner).toBeLessThan(-0.5);
});

test('a curve has both losses, and rises where the steps are too large', () => {
  const run = new DemoRun(demo('step-too-far'));
  while (!run.isDone) run.advance(5);
  const { train, test } = run.losses;
  expect(train).toHaveLength(31);
  expect(test).toHaveLength(31);
  expect(train.at(-1)!).toBeGreaterThan(5 * train[0]!);
  expect(run.map()).not.toBeNull();
  expect(new DemoRun(demo('penguins')).map()).toBeNull();
});

test('those on the screen are trained, the pointed-at one first, others wait', async () => {
  const [a, b] = [demoRun(demo('xor-product')), demoRun(demo('circle-squares'))];
  expect(demoRun(demo('xor-product'))).toBe(a);
  const stops = [trainShown(a), trainShown(b)];
  await vi.advanceTimersByTimeAsync(3_000);
  expect([a.run.isDone, b.run.isDone]).toEqual([true, true]);
  trainAgain(b);
  expect(b.run.isDone).toBe(false);
  for (const stop of stops) stop();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(b.run.isDone).toBe(false);
});

test('pictures of serving: a batch is short, and a stall meets few who wait for their answers', () => {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  expect(sum(CALLS[0]!) / sum(CALLS[1]!)).toBeGreaterThan(20);
  const slow = (answers: { wait: number }[]): number => answers.filter(({ wait }) => wait > 0.02).length;
  expect(slow(closedAnswers())).toBe(1);
  expect(slow(openAnswers())).toBe(25);
});
