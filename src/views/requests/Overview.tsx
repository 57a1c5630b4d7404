/** The first look: what the requests answer as the answers come, and how long each took. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { countScale } from '../../paint/colorScale.ts';
import { createLatencyBins } from '../../paint/latencyBins.ts';
import { paintLatencyHeat } from '../../paint/paintLatencyHeat.ts';
import { latencyFeed } from '../../state/feeds.ts';
import { servingStore } from '../../state/servingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useTheme } from '../useTheme.ts';
import { AnswersView } from './AnswersView.tsx';

/** A burst is over in milliseconds, a load lasts seconds to minutes. */
const BURST_COLUMN_MS = 0.1;
const LOAD_COLUMN_MS = 16;
const LATENCY_FEEDS = [latencyFeed];
const NO_LATENCIES = { count: 0, elapsedMs: new Float32Array(0), latencyMs: new Float32Array(0) };

export function Overview() {
  return (
    <div className="overview">
      <AnswersView />
      <LatencyMap />
    </div>
  );
}

export function LatencyMap() {
  const theme = useTheme();
  const isBurst = useStore(servingStore, (state) => state.kind === 'burst');
  const paint = useMemo<Paint>(() => {
    const scale = countScale(theme);
    const bins = createLatencyBins(isBurst ? BURST_COLUMN_MS : LOAD_COLUMN_MS);
    return (context, widthPx, heightPx, now) => {
      const trace = latencyFeed.latest ?? NO_LATENCIES;
      // All requests of a burst leave at 0: an answer's latency is its time of arrival.
      bins.take(isBurst ? { ...trace, elapsedMs: trace.latencyMs } : trace);
      paintLatencyHeat(context, widthPx, heightPx, bins, now, scale);
    };
  }, [theme, isBurst]);
  return (
    <div className="latency">
      <h3>
        Latency <span className="answers-note">ms over time, stronger is more</span>
      </h3>
      <Canvas paint={paint} feeds={LATENCY_FEEDS} label="Latency of each answer over time" />
    </div>
  );
}
