/** Announcements by views of what is in no store: the value under a cursor, the story of a request. */
import type { News } from './createSpeaker.ts';

type Listener = (topic: string, news: News) => void;
let listener: Listener | null = null;

export function announce(topic: string, news: News): void {
  listener?.(topic, news);
}

/** @returns a function that stops listening */
export function listenToViews(to: Listener): () => void {
  listener = to;
  return () => {
    listener = null;
  };
}
