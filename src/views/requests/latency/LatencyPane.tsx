/**
 * How long answers took, drawn so that the slow ones show: heat map and percentiles over time, the percentile
 * spectrum, histograms, and the rates beside them. A cell of the map, when clicked, pins one of its requests in every pane.
 */
import { useCallback, useState } from 'react';
import { paintBatchSizes } from '../../../paint/paintBatchSizes.ts';
import { paintLatencyHistogram } from '../../../paint/paintLatencyHistogram.ts';
import { paintSpectrum, spectrumFrame } from '../../../paint/paintSpectrum.ts';
import { latencyRange, type Stretch } from '../../../paint/timePlot.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { useSlowFeed } from '../../useSlowFeed.ts';
import { LatencyNote, NOTE_MS } from './LatencyNote.tsx';
import { createRunStats, type RunStats } from './runStats.ts';
import { TimeCanvas } from './TimeCanvas.tsx';
import type { TimeView } from './timePicture.ts';
import './LatencyPane.css';

type View = TimeView | 'spectrum' | 'histogram';

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'map', label: 'Heat map' },
  { value: 'lines', label: 'Percentiles' },
  { value: 'spectrum', label: 'Spectrum' },
  { value: 'histogram', label: 'Histogram' },
  { value: 'rates', label: 'Rates' },
];

const FEEDS = [traceFeed];

/** A stretch belongs to one run: the next begins with the whole again. */
interface Zoom extends Stretch {
  readonly startedAt: number;
}

export function LatencyPane() {
  const [view, setView] = useState<View>('map');
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const [readout, setReadout] = useState<string | null>(null);
  const [runStats] = useState(createRunStats);
  const { startedAt } = useSlowFeed(traceFeed, NOTE_MS);
  const stretch = zoom?.startedAt === startedAt ? zoom : null;
  const onStretch = useCallback(
    (next: Stretch | null) =>
      setZoom(next && { fromMs: next.fromMs, toMs: next.toMs, startedAt: traceFeed.latest.startedAt }),
    [],
  );
  const isOverTime = view === 'map' || view === 'lines' || view === 'rates';
  return (
    <div className="latency-pane">
      <div className="latency-rows">
        <Segmented label="Latency as" value={view} options={VIEWS} onChange={(next) => setView(next)} />
        <LatencyNote runStats={runStats} stretch={stretch} readout={isOverTime ? readout : null}>
          {stretch && (
            <button type="button" className="button-plain" onClick={() => setZoom(null)}>
              Whole run
            </button>
          )}
        </LatencyNote>
        <div className="latency-pictures" data-choosable={isOverTime || undefined}>
          {isOverTime ? (
            <TimeCanvas
              view={view}
              runStats={runStats}
              stretch={stretch}
              onStretch={onStretch}
              onReadout={setReadout}
            />
          ) : (
            <DistributionCanvas view={view} runStats={runStats} stretch={stretch} />
          )}
          {view === 'histogram' && <BatchCanvas runStats={runStats} stretch={stretch} />}
        </div>
      </div>
    </div>
  );
}

interface StatsProps {
  readonly runStats: RunStats;
  readonly stretch: Stretch | null;
}

function DistributionCanvas({
  view,
  runStats,
  stretch,
}: StatsProps & { readonly view: 'spectrum' | 'histogram' }) {
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const { response, service } = runStats(traceFeed.latest, stretch).whole();
      const range = latencyRange(Math.min(response.minMs, service.minMs), response.maxMs);
      const picture = { response, service, ...range, goalMs };
      const frame = spectrumFrame(widthPx, heightPx);
      if (view === 'spectrum') paintSpectrum(context, frame, picture, theme);
      else paintLatencyHistogram(context, frame, picture, theme);
    },
    [view, runStats, stretch, goalMs],
  );
  const label = view === 'spectrum' ? 'Latency by percentile' : 'Answers by latency';
  return <Canvas paint={paint} feeds={FEEDS} label={label} />;
}

function BatchCanvas({ runStats, stretch }: StatsProps) {
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const { requestsBySize } = runStats(traceFeed.latest, stretch);
      paintBatchSizes(context, spectrumFrame(widthPx, heightPx), requestsBySize, theme);
    },
    [runStats, stretch],
  );
  return <Canvas paint={paint} feeds={FEEDS} label="Batches by size" />;
}
