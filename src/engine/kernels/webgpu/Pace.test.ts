import { afterEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_SUBMISSION_MS, Pace } from './Pace.ts';

afterEach(() => vi.restoreAllMocks());

/** A queue that is done at the given moment of a clock of our own. */
function clock(pace: Pace): (steps: number, submittedMs: number, doneMs: number) => Promise<void> {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  return async (steps, submittedMs, doneMs) => {
    const queue = {
      onSubmittedWorkDone: () => {
        nowMs = doneMs;
        return Promise.resolve();
      },
    };
    await pace.watch(queue as unknown as GPUQueue, 'key', 1000, steps, submittedMs);
  };
}

describe('Pace', () => {
  it('guesses by arithmetic before it has measured, and never goes below one step', () => {
    const pace = new Pace();
    expect(pace.steps('small', 1000)).toBeGreaterThan(500);
    expect(pace.steps('huge', 1e9)).toBe(1);
  });

  it('takes a slower measurement at once and a faster one by and by', async () => {
    const pace = new Pace();
    const run = clock(pace);
    await run(10, 0, 20);
    expect(pace.steps('key', 1000)).toBe(LONGEST_SUBMISSION_MS / 2);
    await run(10, 100, 110);
    expect(pace.msPerStep('key')).toBeCloseTo(1.5, 9);
    await run(10, 200, 250);
    expect(pace.msPerStep('key')).toBeCloseTo(5, 9);
  });

  it('counts from when the queue was free and learns nothing slow from a short call', async () => {
    const pace = new Pace();
    const run = clock(pace);
    await run(100, 0, 400);
    await run(100, 1, 800); // submitted early, but the queue was busy until 400
    expect(pace.msPerStep('key')).toBeCloseTo(4, 9);
    await run(1, 1000, 1008);
    expect(pace.msPerStep('key')).toBeCloseTo(4, 9);
  });

  it('survives a lost device', async () => {
    const queue = { onSubmittedWorkDone: () => Promise.reject(new Error('lost')) };
    const pace = new Pace();
    await pace.watch(queue as unknown as GPUQueue, 'key', 1000, 1, 0);
    expect(pace.msPerStep('key')).toBeUndefined();
  });
});
