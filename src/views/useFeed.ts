/** The newest value of a feed as React state. Only for feeds that change rarely; painters subscribe by themselves. */
import { useSyncExternalStore } from 'react';
import type { Feed } from '#state/Feed.ts';

export function useFeed<T>(feed: Feed<T>): T {
  return useSyncExternalStore(feed.subscribe, () => feed.latest);
}
