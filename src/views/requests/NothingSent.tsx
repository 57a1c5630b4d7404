/** Text over an empty chart until there is a run; HTML, so that it wraps. */
import { traceFeed } from '#state/feeds.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const REFRESH_MS = 250;

export function NothingSent({ children }: { readonly children: string }) {
  const { ring } = useThrottledFeed(traceFeed, REFRESH_MS);
  return (
    ring.total === 0 && (
      <p className="nothing-sent">
        <span>{children}</span>
      </p>
    )
  );
}
