/** The line above the latency charts: percentiles, or the readout at the pointer; and the pinned request. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Interval } from '#canvas/timePlot.ts';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/latency.ts';
import { settingText } from '#messages/numberText.ts';
import type { RunStats } from '#scene/latency/runStats.ts';
import { traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { findById, findSlowest } from '#trace/findRequest.ts';
import { RELATIVE_ERROR } from '#trace/LatencyHistogram.ts';
import { hint } from '../../hint/hint.ts';
import { Rich } from '../../Rich.tsx';
import { useThrottledFeed } from '../../useThrottledFeed.ts';

/** Time between two updates of the line. */
export const NOTE_MS = 250;
const SHARES = [0.5, 0.95, 0.99];

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
  const texts = {
    p50: msText(latencyMs.p50),
    p95: msText(latencyMs.p95),
    p99: msText(latencyMs.p99),
    max: msText(latencyMs.max),
  };
  const percentiles = !isPart
    ? say.readout(texts)
    : interval
      ? say.readoutOfPart(texts)
      : say.readoutOfAll({ ...texts, count: response.count });
  const empty = response.count === 0;
  return (
    <div className="latency-note">
      <span {...hint(say.exactness({ percent: settingText(RELATIVE_ERROR * 100) }))}>
        {readout ?? (empty ? say.dueToDelivered() : <Rich text={percentiles} marks={MARKS} />)}
      </span>
      {!empty && <PinButton interval={interval} />}
      {children}
    </div>
  );
}

const MARKS = { b: (inner: string) => <strong>{inner}</strong> };

/** Pins the slowest request on show; once one is pinned, names and unpins it. */
function PinButton({ interval }: { readonly interval: Interval | null }) {
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const pinned = pinnedId === null ? null : findById(traceFeed.latest.ring, pinnedId);
  const pin = (id: number | null): void => labStore.setState({ pinnedId: id });
  if (pinned) {
    const request = { id: pinned.id, ms: latencyText(pinned.latencyMs, clockStepMs) };
    return (
      <button
        type="button"
        className="button-plain"
        aria-label={say.unpin(request)}
        onClick={() => pin(null)}
      >
        {say.pinned(request)} ×
      </button>
    );
  }
  const slowest = (): void => {
    const found = findSlowest(traceFeed.latest.ring, interval?.fromMs, interval?.toMs);
    if (found) pin(found.id);
  };
  return (
    <button type="button" className="button-plain" onClick={slowest}>
      {say.pinSlowest()}
    </button>
  );
}
