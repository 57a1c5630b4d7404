/** A feed that notifies its listeners less often: for charts and tables beside the view that is watched. */
import type { Feed } from './Feed.ts';
import { throttle } from './throttle.ts';

type Subscribable = Pick<Feed<unknown>, 'subscribe'>;

export function throttledFeed(feed: Subscribable, everyMs: number): Subscribable {
  return {
    subscribe(listener) {
      const notify = throttle(listener, everyMs);
      const unsubscribe = feed.subscribe(notify);
      return () => {
        notify.stop();
        unsubscribe();
      };
    },
  };
}
