/** The line above the latency charts: percentiles, or the readout at the pointer; and the pinned request. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Interval } from '#canvas/timePlot.ts';
import { latencyText } from '#messages/clockText.ts';
import { countText } from '#messages/numberText.ts';
import type { RunStats } from '#scene/latency/runStats.ts';
import { traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { findById, findSlowest } from '#trace/findRequest.ts';
import { RELATIVE_ERROR } from '#trace/LatencyHistogram.ts';
import { hint } from '../../hint/hint.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';

/** Time between two updates of the line. */
export const NOTE_MS = 250;
const SHARES = [0.5, 0.95, 0.99];
const EXACTNESS = `Over all answered requests. While a load runs, or in an interval, off by at most ${RELATIVE_ERROR * 100} % of the value`;

interface LatencyNoteProps {
  readonly runStats: RunStats;
  readonly interval: Interval | null;
  /** Readout at the pointer; null for none. */
  readonly readout: string | null;
  readonly children: ReactNode;
}

export function LatencyNote({ runStats, interval, readout, children }: LatencyNoteProps) {
  const trace = useThrottledFeed(traceFeed, NOTE_MS);
  const stats = runStats(trace, interval);
  const { report, clockStepMs } = useStore(servingStore);
  const { response } = stats.whole();
  const [p50, p95, p99] = response.percentiles(SHARES);
  // For the whole run the report is exact, and the results beside this pane are its metrics.
  const { latencyMs } = (!interval && report) || { latencyMs: { p50, p95, p99, max: response.maxMs } };
  const isPart = stats.missed + trace.leftOut > 0;
  const msText = (ms?: number): string => latencyText(ms, clockStepMs);
  const part = interval
    ? ', of a part of the requests'
    : `; the chart shows the newest ${countText(response.count)}`;
  const percentiles = (
    <>
      p50 <strong>{msText(latencyMs.p50)}</strong> · p95 <strong>{msText(latencyMs.p95)}</strong> · p99{' '}
      <strong>{msText(latencyMs.p99)}</strong> · max <strong>{msText(latencyMs.max)}</strong> ms
      {isPart && part}
    </>
  );
  const empty = response.count === 0;
  return (
    <div className="latency-note">
      <span {...hint(EXACTNESS)}>{readout ?? (empty ? 'ms from due to delivered' : percentiles)}</span>
      {!empty && <PinButton interval={interval} />}
      {children}
    </div>
  );
}

/** Pins the slowest request on show; once one is pinned, names and unpins it. */
function PinButton({ interval }: { readonly interval: Interval | null }) {
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const pinned = pinnedId === null ? null : findById(traceFeed.latest.ring, pinnedId);
  const pin = (id: number | null): void => labStore.setState({ pinnedId: id });
  if (pinned) {
    const words = `Request ${countText(pinned.id)}, ${latencyText(pinned.latencyMs, clockStepMs)} ms`;
    return (
      <button type="button" className="button-plain" aria-label={`Unpin: ${words}`} onClick={() => pin(null)}>
        {words} ×
      </button>
    );
  }
  const slowest = (): void => {
    const found = findSlowest(traceFeed.latest.ring, interval?.fromMs, interval?.toMs);
    if (found) pin(found.id);
  };
  return (
    <button type="button" className="button-plain" onClick={slowest}>
      Pin the slowest
    </button>
  );
}
