/** For a picture that stands beside the one that is looked at: news of a feed at most so often, the last always. */
import type { Feed } from '../state/Feed.ts';

type Told = Pick<Feed<unknown>, 'subscribe'>;

export function calmFeed(feed: Told, everyMs: number): Told {
  return {
    subscribe(listener) {
      let toldMs = -Infinity;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = (): void => {
        timer = undefined;
        toldMs = performance.now();
        listener();
      };
      const stop = feed.subscribe(() => {
        if (timer !== undefined) return;
        const waitMs = toldMs + everyMs - performance.now();
        if (waitMs <= 0) tell();
        else timer = setTimeout(tell, waitMs);
      });
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
