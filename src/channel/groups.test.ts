/** WaitGroup, ErrorGroup and the patterns, against Go's documentation. */
import { expect, test } from 'vitest';
import { Channel } from './Channel.ts';
import { ErrorGroup } from './ErrorGroup.ts';
import { generate, merge, workerPool } from './patterns.ts';
import { WaitGroup } from './WaitGroup.ts';

const later = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

test('a WaitGroup waits for all of its tasks, and its counter cannot go below zero', async () => {
  const group = new WaitGroup();
  const ended: number[] = [];
  for (const task of [3, 1, 2]) {
    group.go(async () => {
      await later(task);
      ended.push(task);
    });
  }
  expect(group.count).toBe(3);
  await group.wait();
  expect(ended.sort((a, b) => a - b)).toEqual([1, 2, 3]);
  expect(() => group.done()).toThrow('negative WaitGroup counter');
  await group.wait();
});

test('an ErrorGroup returns the first error and calls the others off', async () => {
  const group = new ErrorGroup();
  let calledOff = 0;
  for (let task = 0; task < 4; task += 1) {
    await group.go(async (signal) => {
      if (task === 2) throw new Error('the second failed');
      try {
        await later(10_000, signal);
      } catch (error) {
        calledOff += 1;
        throw error;
      }
    });
  }
  await expect(group.wait()).rejects.toThrow('the second failed');
  expect(calledOff).toBe(3);
  expect(group.signal.aborted).toBe(true);
});

test('an ErrorGroup without errors ends its signal only when wait has returned', async () => {
  const group = new ErrorGroup();
  await group.go(() => later(1));
  expect(group.signal.aborted).toBe(false);
  await group.wait();
  expect(group.signal.aborted).toBe(true);
});

test('the limit of an ErrorGroup holds; go waits, tryGo returns whether it started', async () => {
  const group = new ErrorGroup(3);
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, group.active);
    await later(1);
  };
  for (let task = 0; task < 20; task += 1) await group.go(work);
  expect(group.tryGo(work)).toBe(false);
  await group.wait();
  expect(most).toBe(3);
  expect(() => new ErrorGroup(0)).toThrow(/limit 0/);
});

test('a pipeline of worker pools loses nothing and runs as many workers as given', async () => {
  let under = 0;
  let most = 0;
  const numbers = generate(Array.from({ length: 50 }, (_, index) => index));
  const squares = workerPool(numbers.results, 4, async (value) => {
    under += 1;
    most = Math.max(most, under);
    await later(0);
    under -= 1;
    return value * value;
  });
  const seen: number[] = [];
  for await (const square of squares.results) seen.push(square);
  await squares.ended;
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index * index));
  expect(most).toBe(4);
});

test('merge gathers several channels into one', async () => {
  const parts = [generate([1, 2, 3]), generate([10, 20]), generate<number>([])];
  const merged = merge(parts.map(({ results }) => results));
  const seen: number[] = [];
  for await (const value of merged.results) seen.push(value);
  expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3, 10, 20]);
});

test('a worker that fails ends the pool: results close, `ended` rejects, no task is left', async () => {
  const jobs = new Channel<number>(10);
  for (let job = 0; job < 10; job += 1) jobs.trySend(job);
  const pool = workerPool(jobs, 3, async (job) => {
    if (job === 4) throw new Error('job 4');
    return job;
  });
  const seen: number[] = [];
  for await (const value of pool.results) seen.push(value);
  await expect(pool.ended).rejects.toThrow('job 4');
  expect(seen).not.toContain(4);
  expect(pool.results.blockedSenders).toBe(0);
  expect(jobs.blockedReceivers).toBe(0);
});

test('an aborted signal ends a pattern, before its start and in the middle', async () => {
  const controller = new AbortController();
  const endless = generate(
    (function* () {
      for (let n = 0; ; n += 1) yield n;
    })(),
    { signal: controller.signal },
  );
  expect(await endless.results.receive()).toEqual({ value: 0, ok: true });
  controller.abort(new Error('enough'));
  await expect(endless.ended).rejects.toThrow('enough');
  expect(endless.results.closed).toBe(true);
  const never = generate([1], { signal: controller.signal });
  await expect(never.ended).rejects.toThrow('enough');
});
