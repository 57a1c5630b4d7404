/**
 * How long answers took, drawn so that the slow ones show: heat map and percentiles over time, the percentile
 * spectrum, histograms, and the rates beside them. A cell of the map, when clicked, pins one of its requests in every pane.
 */
import { useCallback, useState, type ReactNode } from 'react';
import { fixedText } from '../../../paint/numberText.ts';
import { paintBatchSizes } from '../../../paint/paintBatchSizes.ts';
import { paintLatencyHistogram } from '../../../paint/paintLatencyHistogram.ts';
import { paintSpectrum, spectrumFrame } from '../../../paint/paintSpectrum.ts';
import { latencyRange, type Stretch } from '../../../paint/timePlot.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { labStore } from '../../../state/labStore.ts';
import { findSlowest } from '../../../trace/findRequest.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { useSlowFeed } from '../../useSlowFeed.ts';
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
/** How often the line of figures is written anew. */
const NOTE_MS = 250;
const NOTE_SHARES = [0.5, 0.95, 0.99];

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
        <Note runStats={runStats} stretch={stretch} readout={isOverTime ? readout : null}>
          {stretch && (
            <button type="button" className="button-plain" onClick={() => setZoom(null)}>
              Whole run
            </button>
          )}
        </Note>
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

function Note({
  runStats,
  stretch,
  readout,
  children,
}: StatsProps & { readonly readout: string | null; readonly children: ReactNode }) {
  const trace = useSlowFeed(traceFeed, NOTE_MS);
  const stats = runStats(trace, stretch);
  const { response } = stats.whole();
  const [p50, p95, p99] = response.percentiles(NOTE_SHARES);
  const pinSlowest = (): void => {
    const found = findSlowest(traceFeed.latest.ring, stretch?.fromMs, stretch?.toMs);
    if (found) labStore.setState({ pinnedId: found.id });
  };
  return (
    <div className="latency-note">
      <span>
        {readout ??
          (response.count === 0 ? (
            'ms from the planned arrival to delivery'
          ) : (
            <>
              p50 <strong>{msText(p50)}</strong> · p95 <strong>{msText(p95)}</strong> · p99{' '}
              <strong>{msText(p99)}</strong> · max <strong>{msText(response.maxMs)}</strong> ms
              {stats.missed > 0 && ', of the newest requests only'}
            </>
          ))}
      </span>
      {response.count > 0 && (
        <button type="button" className="button-plain" onClick={pinSlowest}>
          Pin the slowest
        </button>
      )}
      {children}
    </div>
  );
}

/** Three figures of a latency are what its measurement is worth. */
const msText = (ms = Number.NaN): string => fixedText(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);

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
