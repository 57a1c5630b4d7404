/** A feed as React state, rendered at most every `everyMs`: for tables and texts. */
import { useEffect, useState } from 'react';
import type { Feed } from '#state/Feed.ts';
import { throttledFeed } from '#state/throttledFeed.ts';

export function useThrottledFeed<T>(feed: Feed<T>, everyMs: number): T {
  const [value, setValue] = useState(feed.latest);
  useEffect(() => {
    const take = (): void => setValue(() => feed.latest);
    take();
    return throttledFeed(feed, everyMs).subscribe(take);
  }, [feed, everyMs]);
  return value;
}
