import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { calmFeed } from './calmFeed.ts';

/** A feed that tells at once. */
function loudFeed() {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: () => listeners.forEach((listener) => listener()),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells the first news at once, then one in each stretch of time, and the last', () => {
  const feed = loudFeed();
  const heard: number[] = [];
  const from = performance.now();
  calmFeed(feed, 100).subscribe(() => heard.push(Math.round(performance.now() - from)));
  for (let ms = 0; ms < 250; ms += 10) {
    feed.tell();
    vi.advanceTimersByTime(10);
  }
  expect(heard).toEqual([0, 100, 200]);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([0, 100, 200, 300]);
  feed.tell();
  expect(heard).toHaveLength(5);
});

it('tells nothing after the listener has left', () => {
  const feed = loudFeed();
  const listener = vi.fn();
  const stop = calmFeed(feed, 100).subscribe(listener);
  feed.tell();
  feed.tell();
  stop();
  vi.advanceTimersByTime(1_000);
  feed.tell();
  expect(listener).toHaveBeenCalledTimes(1);
});
