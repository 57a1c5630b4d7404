/** The line of figures over the pictures of latency: percentiles, or the moment under the pointer; and what is pinned. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { countText, fixedText } from '../../../paint/numberText.ts';
import type { Stretch } from '../../../paint/timePlot.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { labStore } from '../../../state/labStore.ts';
import { findById, findSlowest } from '../../../trace/findRequest.ts';
import { RELATIVE_ERROR } from '../../../trace/LatencyHistogram.ts';
import { useSlowFeed } from '../../useSlowFeed.ts';
import type { RunStats } from './runStats.ts';

/** How often the line is written anew. */
export const NOTE_MS = 250;
const SHARES = [0.5, 0.95, 0.99];
const EXACTNESS = `Of every answered request; off by at most ${RELATIVE_ERROR * 100} % of the value`;

interface LatencyNoteProps {
  readonly runStats: RunStats;
  readonly stretch: Stretch | null;
  /** What stands under the pointer; null for nothing. */
  readonly readout: string | null;
  readonly children: ReactNode;
}

export function LatencyNote({ runStats, stretch, readout, children }: LatencyNoteProps) {
  const trace = useSlowFeed(traceFeed, NOTE_MS);
  const stats = runStats(trace, stretch);
  const { response } = stats.whole();
  const [p50, p95, p99] = response.percentiles(SHARES);
  const isPart = stats.missed + trace.leftOut > 0;
  const figures = (
    <>
      p50 <strong>{msText(p50)}</strong> · p95 <strong>{msText(p95)}</strong> · p99{' '}
      <strong>{msText(p99)}</strong> · max <strong>{msText(response.maxMs)}</strong> ms
      {isPart && ', of a part of the requests'}
    </>
  );
  const empty = response.count === 0;
  return (
    <div className="latency-note">
      <span title={EXACTNESS}>
        {readout ?? (empty ? 'ms from the planned arrival to delivery' : figures)}
      </span>
      {!empty && <PinButton stretch={stretch} />}
      {children}
    </div>
  );
}

/** Pins the slowest of what is shown; once a request is pinned, names it and lets go of it. */
function PinButton({ stretch }: { readonly stretch: Stretch | null }) {
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const pinned = pinnedId === null ? null : findById(traceFeed.latest.ring, pinnedId);
  const pin = (id: number | null): void => labStore.setState({ pinnedId: id });
  if (pinned) {
    const words = `Request ${countText(pinned.id)}, ${msText(pinned.latencyMs)} ms`;
    return (
      <button type="button" className="button-plain" aria-label={`Unpin: ${words}`} onClick={() => pin(null)}>
        {words} ×
      </button>
    );
  }
  const slowest = (): void => {
    const found = findSlowest(traceFeed.latest.ring, stretch?.fromMs, stretch?.toMs);
    if (found) pin(found.id);
  };
  return (
    <button type="button" className="button-plain" onClick={slowest}>
      Pin the slowest
    </button>
  );
}

/** Three figures of a latency are what its measurement is worth. */
const msText = (ms = Number.NaN): string => fixedText(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);
