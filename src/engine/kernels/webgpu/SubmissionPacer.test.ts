import { afterEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_SUBMISSION_MS, SubmissionPacer } from './SubmissionPacer.ts';

afterEach(() => vi.restoreAllMocks());

/** A queue that is done at the given moment of a clock of our own. */
function clock(
  pacer: SubmissionPacer,
): (steps: number, submittedMs: number, doneMs: number) => Promise<void> {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  return async (steps, submittedMs, doneMs) => {
    const queue = {
      onSubmittedWorkDone: () => {
        nowMs = doneMs;
        return Promise.resolve();
      },
    };
    await pacer.measure(queue as unknown as GPUQueue, 'key', 1000, steps, submittedMs);
  };
}

describe('SubmissionPacer', () => {
  it('estimates from the arithmetic before it has measured, and never goes below one step', () => {
    const pacer = new SubmissionPacer();
    expect(pacer.steps('small', 1000)).toBeGreaterThan(500);
    expect(pacer.steps('huge', 1e9)).toBe(1);
  });

  it('takes a slower measurement at once and averages a faster one', async () => {
    const pacer = new SubmissionPacer();
    const run = clock(pacer);
    await run(10, 0, 20);
    expect(pacer.steps('key', 1000)).toBe(LONGEST_SUBMISSION_MS / 2);
    await run(10, 100, 110);
    expect(pacer.msPerStep('key')).toBeCloseTo(1.5, 9);
    await run(10, 200, 250);
    expect(pacer.msPerStep('key')).toBeCloseTo(5, 9);
  });

  it('counts from when the queue was free and does not raise the estimate after a short call', async () => {
    const pacer = new SubmissionPacer();
    const run = clock(pacer);
    await run(100, 0, 400);
    await run(100, 1, 800); // submitted early, but the queue was busy until 400
    expect(pacer.msPerStep('key')).toBeCloseTo(4, 9);
    await run(1, 1000, 1008);
    expect(pacer.msPerStep('key')).toBeCloseTo(4, 9);
  });

  it('survives a lost device', async () => {
    const queue = { onSubmittedWorkDone: () => Promise.reject(new Error('lost')) };
    const pacer = new SubmissionPacer();
    await pacer.measure(queue as unknown as GPUQueue, 'key', 1000, 1, 0);
    expect(pacer.msPerStep('key')).toBeUndefined();
  });
});
