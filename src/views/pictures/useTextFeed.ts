/** A feed for texts and tables: updated soon after a pause, rarely while training runs. */
import { useStore } from 'zustand';
import type { Feed } from '#state/Feed.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const PLAYING_MS = 5_000;
const PAUSED_MS = 300;

export function useTextFeed<T>(feed: Feed<T>): T {
  const playing = useStore(trainingStore, ({ phase }) => phase === 'playing');
  return useThrottledFeed(feed, playing ? PLAYING_MS : PAUSED_MS);
}
