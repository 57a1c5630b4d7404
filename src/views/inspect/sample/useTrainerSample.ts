/** A sample of the trainer's data by its index: of images the page itself has but a few, in an order of their own. */
import { useEffect, useState } from 'react';
import type { SampleRow } from '#scene/inspect/followedRow.ts';
import { dataFeed } from '#state/feeds.ts';
import type { Followed } from '#state/inspectStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { useFeed } from '../../useFeed.ts';

interface Fetched {
  readonly sample: SampleRow | null;
  readonly problem: string | null;
}

const NONE: Fetched = { sample: null, problem: null };

/** @param followed null asks nothing */
export function useTrainerSample(followed: Extract<Followed, { split: string }> | null): Fetched {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const [found, setFound] = useState<(Fetched & { readonly of: unknown; readonly data: unknown }) | null>(
    null,
  );
  useEffect(() => {
    if (!followed) return undefined;
    let isCurrent = true;
    const take = (fetched: Fetched): void => {
      if (isCurrent) setFound({ of: followed, data, ...fetched });
    };
    commands.ask('sampleAt', { split: followed.split, index: followed.index }).then(
      (sample) => take({ sample, problem: null }),
      (error: unknown) =>
        take({ sample: null, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [commands, followed, data]);
  return found !== null && found.of === followed && found.data === data ? found : NONE;
}
