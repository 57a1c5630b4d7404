/**
 * Queue of announcements at a pace that can be followed: a newer one of the same topic replaces one that has not been
 * spoken yet, and those that come together are joined. Errors are alerts and do not come this way.
 */

/** Text, or a function that makes it when it is spoken; null for nothing. */
export type News = string | (() => string | null);

export interface Speaker {
  /** @param topic a newer announcement of the same topic replaces an older one */
  say(topic: string, news: News): void;
  stop(): void;
}

/** Time in which the consequences of a change are gathered. */
const GATHER_MS = 200;
/** Minimum time between two announcements. */
const BETWEEN_MS = 1_500;

/** @param speak puts the text into the live region */
export function createSpeaker(speak: (text: string) => void): Speaker {
  const waiting = new Map<string, News>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spokenMs = -Infinity;
  const next = (): void => {
    timer = undefined;
    const texts = [...waiting.values()].map((news) => (typeof news === 'string' ? news : news()));
    waiting.clear();
    const text = texts.filter((each) => each !== null && each !== '').join(' ');
    if (text === '') return;
    spokenMs = performance.now();
    speak(text);
  };
  return {
    say(topic, news) {
      // The newest of a topic also moves to the end.
      waiting.delete(topic);
      waiting.set(topic, news);
      timer ??= setTimeout(next, Math.max(GATHER_MS, spokenMs + BETWEEN_MS - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
