// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Response } from '#protocol/server.ts';
import { startWith } from '#state/experimentStore.ts';
import { patternFeed } from '#state/patternFeed.ts';
import { createPatternRunner, type PatternRunner } from './runPattern.ts';

const experiment = defaultExperiment('circle');
const data = prepareData(experiment, null);
let asked: Float32Array[];
let answer: (row: ArrayLike<number>) => Promise<Response>;
let runner: PatternRunner;

beforeEach(() => {
  asked = [];
  answer = async () => ({ output: [1] }) as unknown as Response;
  startWith(experiment);
  const engine = {
    async request(row: ArrayLike<number>): Promise<Response> {
      asked.push(row as Float32Array);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return answer(row);
    },
  };
  runner = createPatternRunner(engine, { whenTaken: async () => undefined }, { ready: async () => data });
});
afterEach(() => runner.clear());
const phase = (): string => patternFeed.latest.phase;

test('an example sends rows of the pool and handles every response', async () => {
  await runner.run('fanOut', { requests: 70, handleMs: 0 });
  await vi.waitUntil(() => phase() === 'ended');
  expect(asked).toHaveLength(70);
  expect(asked[0]).toHaveLength(data.inputWidth);
  expect(patternFeed.latest).toMatchObject({ handled: 70, inFlight: 0, goroutines: 0, failed: 0 });
});

test('what the leak leaves behind is counted until it is cleared', async () => {
  await runner.run('leak', { requests: 20, handleMs: 0 });
  await vi.waitUntil(() => patternFeed.latest.blockedSenders === 19);
  expect(patternFeed.latest).toMatchObject({ phase: 'left', goroutines: 19, handled: 1 });
  runner.clear();
  expect(phase()).toBe('idle');
});

test('a request without a response is counted with its reason', async () => {
  answer = async () => {
    throw new Error('The queue is full.');
  };
  await runner.run('buffered', { requests: 3, handleMs: 0 });
  await vi.waitUntil(() => phase() === 'ended');
  expect(patternFeed.latest).toMatchObject({ failed: 3, problem: 'The queue is full.' });
});

test('one example at a time', async () => {
  const first = runner.run('pool', { requests: 4, handleMs: 5 });
  await expect(runner.run('pool', { requests: 4, handleMs: 5 })).rejects.toThrow('Wait for its end');
  await first;
});

test.each(['fanOut', 'limited', 'pool', 'pipeline', 'leak'] as const)(
  'a stopped %s ends at once, with the counts it has',
  async (name) => {
    const run = runner.run(name, { requests: 400, handleMs: 50 });
    await vi.waitUntil(() => patternFeed.latest.handled > 0);
    const startMs = performance.now();
    runner.stop();
    await run;
    expect(performance.now() - startMs).toBeLessThan(500);
    await vi.waitUntil(() => phase() !== 'running');
    expect(patternFeed.latest.handled).toBeLessThan(100);
    // The next one may begin.
    await runner.run('fanOut', { requests: 2, handleMs: 0 });
  },
);

test('an example that waits for its data can be stopped', async () => {
  const waiting = createPatternRunner(
    { request: () => Promise.reject(new Error('not yet')) },
    { whenTaken: async () => undefined },
    { ready: () => new Promise(() => undefined) },
  );
  const run = waiting.run('pool', { requests: 1, handleMs: 0 });
  waiting.stop();
  await run;
});
