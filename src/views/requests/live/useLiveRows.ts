/** The rows that the live view shows: those of the shown run; before the first one those that would be sent now. */
import { useMemo, useSyncExternalStore } from 'react';
import type { LiveRows } from '#canvas/live/liveFields.ts';
import { samplePool } from '#data/samplePool.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { dataFeed, responsesFeed, traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { useRan } from '../useRun.ts';

export function useLiveRows(): LiveRows | null {
  const ran = useRan();
  const present = useExperiment((experiment) => experiment);
  const data = useSyncExternalStore(dataFeed.subscribe, () => dataFeed.latest);
  const rawRows = useSyncExternalStore(responsesFeed.subscribe, () => responsesFeed.latest?.rawRows ?? null);
  const requests = useSyncExternalStore(traceFeed.subscribe, requestsOfRun);
  const shown = (ran ?? present).data;
  const { data: dataPart, network, serving } = present;
  const preview = useMemo(
    () => (ran || !data ? null : samplePool({ ...present, data: dataPart, network }, data)),
    // Only what the pool is made from.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [ran, data, dataPart, network],
  );
  const asked = ran ? requests : serving.inFlight;
  return useMemo(() => {
    const pool = rawRows && ran ? responsesFeed.latest! : preview;
    if (!pool) return null;
    const facts = factsOf(shown);
    return {
      rawRows: pool.rawRows,
      rawWidth: pool.rawWidth,
      labels: pool.labels,
      asked: Math.min(asked, pool.labels.length),
      isPlane: facts.kind === 'plane',
      imageSide: facts.imageSide ?? 0,
      classText: (index: number) => (facts.classes[index] ?? '').slice(0, 3),
    };
  }, [ran, rawRows, preview, asked, shown]);
}

/** Requests of the shown run: while a load is kept up it may ask every row. */
function requestsOfRun(): number {
  const { ring, running, ran } = traceFeed.latest;
  if (!running) return ring.total;
  return servingStore.getState().kind === 'burst' ? (ran?.serving.inFlight ?? 0) : Infinity;
}
