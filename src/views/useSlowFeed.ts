/** A feed as React state, but no more often than every `intervalMs`: for tables that nobody reads sixty times a second. */
import { useEffect, useState } from 'react';
import type { Feed } from '../state/Feed.ts';

export function useSlowFeed<T>(feed: Feed<T>, intervalMs: number): T {
  const [value, setValue] = useState(feed.latest);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = -Infinity;
    const take = (): void => {
      timer = undefined;
      lastMs = performance.now();
      setValue(() => feed.latest);
    };
    take();
    const stop = feed.subscribe(() => {
      if (timer !== undefined) return;
      const restMs = intervalMs - (performance.now() - lastMs);
      if (restMs <= 0) take();
      else timer = setTimeout(take, restMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [feed, intervalMs]);
  return value;
}
