import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttledFeed } from './throttledFeed.ts';

/** A feed that notifies synchronously. */
function syncFeed() {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    notify: () => listeners.forEach((listener) => listener()),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('notifies of the first change at once, then once per interval, and of the last', () => {
  const feed = syncFeed();
  const calledMs: number[] = [];
  const startMs = performance.now();
  throttledFeed(feed, 100).subscribe(() => calledMs.push(Math.round(performance.now() - startMs)));
  for (let ms = 0; ms < 250; ms += 10) {
    feed.notify();
    vi.advanceTimersByTime(10);
  }
  expect(calledMs).toEqual([0, 100, 200]);
  vi.advanceTimersByTime(1_000);
  expect(calledMs).toEqual([0, 100, 200, 300]);
  feed.notify();
  expect(calledMs).toHaveLength(5);
});

it('does not notify a listener that has unsubscribed', () => {
  const feed = syncFeed();
  const listener = vi.fn();
  const stop = throttledFeed(feed, 100).subscribe(listener);
  feed.notify();
  feed.notify();
  stop();
  vi.advanceTimersByTime(1_000);
  feed.notify();
  expect(listener).toHaveBeenCalledTimes(1);
});
