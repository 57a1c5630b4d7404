// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prepareData } from '../data/prepareData.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import { startWith } from '../state/experimentStore.ts';
import { patternFeed } from '../state/patternFeed.ts';
import type { Response } from '../wire/server.ts';
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

test('an example asks the server for rows of the pool and handles every answer', async () => {
  await runner.run('fanOut', { requests: 70, handleMs: 0 });
  await vi.waitUntil(() => phase() === 'ended');
  expect(asked).toHaveLength(70);
  expect(asked[0]).toHaveLength(data.inputWidth);
  expect(patternFeed.latest).toMatchObject({ handled: 70, inFlight: 0, goroutines: 0, failed: 0 });
});

test('what the leak leaves behind is counted and stays, until it is cleared', async () => {
  await runner.run('leak', { requests: 20, handleMs: 0 });
  await vi.waitUntil(() => patternFeed.latest.blockedSenders === 19);
  expect(patternFeed.latest).toMatchObject({ phase: 'left', goroutines: 19, handled: 1 });
  runner.clear();
  expect(phase()).toBe('idle');
});

test('a request without an answer is counted with its reason', async () => {
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
