/**
 * The request lab in its first size: load on the left, where the requests are and what they answer in the middle,
 * measured figures on the right. All of it is real inference on the network above.
 */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { countScale } from '../../paint/colorScale.ts';
import { createLatencyBins } from '../../paint/latencyBins.ts';
import { paintLatencyHeat } from '../../paint/paintLatencyHeat.ts';
import { paintStages } from '../../paint/paintStages.ts';
import { latencyFeed } from '../../state/feeds.ts';
import { servingStore } from '../../state/servingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useTheme } from '../useTheme.ts';
import { AnswersView } from './AnswersView.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { Results } from './Results.tsx';
import './RequestsDock.css';

/** A burst is over in milliseconds, a load lasts seconds to minutes. */
const BURST_COLUMN_MS = 0.1;
const LOAD_COLUMN_MS = 16;
const LATENCY_FEEDS = [latencyFeed];
const NO_LATENCIES = { count: 0, elapsedMs: new Float32Array(0), latencyMs: new Float32Array(0) };

export function RequestsDock() {
  return (
    <div className="requests">
      <div className="requests-load">
        <LoadPanel />
      </div>
      <div className="requests-middle">
        <Stages />
        <AnswersView />
        <LatencyMap />
      </div>
      <div className="requests-results">
        <Results />
      </div>
    </div>
  );
}

function Stages() {
  const { inFlight, queued, executing, report, phase } = useStore(servingStore);
  const maxBatchSize = useExperiment(({ serving }) =>
    serving.pattern === 'batched' ? serving.maxBatchSize : 1,
  );
  const meanBatchSize = report?.meanBatchSize ?? 0;
  const running = phase !== 'idle';
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) =>
      paintStages(
        context,
        widthPx,
        heightPx,
        { inFlight, queued, executing, maxBatchSize, meanBatchSize, running },
        theme,
      ),
    [inFlight, queued, executing, maxBatchSize, meanBatchSize, running],
  );
  return (
    <Canvas
      className="stages"
      paint={paint}
      label={`${queued} requests in the queue, ${executing} on the device, ${inFlight} in flight`}
    />
  );
}

function LatencyMap() {
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
