import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from './Clock.ts';

afterEach(() => vi.unstubAllGlobals());

/** Waits of fractions of a millisecond, with a given `Atomics.waitAsync`. */
async function waitsOf(waitAsync: unknown, messages: () => void): Promise<number[]> {
  vi.stubGlobal('Atomics', { waitAsync });
  const clock = createClock();
  clock.soon(messages);
  const early: number[] = [];
  for (const ms of [0.3, 0.9, 1.7, 3.2]) {
    const atMs = clock.nowMs() + ms;
    await new Promise<void>((resolve) => clock.at(atMs, resolve));
    early.push(clock.nowMs() - atMs);
  }
  return early;
}

describe('a precise wait', () => {
  it('is never over too early, and lets messages in, where fractions are slept through', async () => {
    const read = vi.fn();
    const sleep = (_word: Int32Array, _index: number, _value: number, ms: number) => ({
      async: true,
      value: new Promise((resolve) => setTimeout(() => resolve('timed-out'), ms)),
    });
    for (const lateMs of await waitsOf(sleep, read)) expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(read).toHaveBeenCalledOnce();
  });

  it('turns the event loop where a browser rounds the wait down to nothing', async () => {
    const read = vi.fn();
    const rounded = () => ({ async: false, value: 'timed-out' });
    for (const lateMs of await waitsOf(rounded, read)) expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(read).toHaveBeenCalledOnce();
  });
});
