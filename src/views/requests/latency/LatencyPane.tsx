/**
 * Latency, drawn so that slow responses are visible: heat map and percentiles over time, percentile spectrum, histograms, and
 * rates. A click on a cell of the heat map pins one of its requests in every pane.
 */
import { useCallback, useId, useState, type KeyboardEvent } from 'react';
import { paintBatchSizes } from '#canvas/paintBatchSizes.ts';
import { paintLatencyHistogram } from '#canvas/paintLatencyHistogram.ts';
import { paintSpectrum, spectrumFrame } from '#canvas/paintSpectrum.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import { latencyRange, type Interval } from '#canvas/timePlot.ts';
import * as say from '#messages/generated/latency.ts';
import { traceFeed } from '#state/feeds.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { NothingSent } from '../NothingSent.tsx';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { LatencyNote, NOTE_MS } from './LatencyNote.tsx';
import { LatencyText } from './LatencyText.tsx';
import { createRunStats, type RunStats } from '#scene/latency/runStats.ts';
import { percentileLooks, timeAxis, type TimeView } from '#scene/latency/timeCharts.ts';
import { createPlotLink } from '../../plot/plotLink.ts';
import { PlotLegend } from '../../plot/PlotLegend.tsx';
import { rangeWithin, zoomByKey } from '../../plot/zoomKeys.ts';
import { useTheme } from '../../useTheme.ts';
import { TimeCharts } from './TimeCharts.tsx';
import { TimeCursor } from './TimeCursor.tsx';
import './LatencyPane.css';

type View = TimeView | 'spectrum' | 'histogram';

const VIEWS: readonly { readonly value: View; label(): string; empty(): string }[] = [
  { value: 'map', label: say.heatMap, empty: say.mapEmpty },
  { value: 'lines', label: say.percentiles, empty: say.linesEmpty },
  { value: 'spectrum', label: say.spectrum, empty: say.spectrumEmpty },
  { value: 'histogram', label: say.histogram, empty: say.histogramEmpty },
  { value: 'rates', label: say.rates, empty: say.ratesEmpty },
];
const FEEDS = [traceFeed];
/** Names of the charts over time, and of what reads them. */
const TIME_WORDS: Readonly<Record<TimeView, { label(): string; moment(): string }>> = {
  map: { label: say.mapLabel, moment: say.mapMoment },
  lines: { label: say.linesLabel, moment: say.linesMoment },
  rates: { label: say.ratesLabel, moment: say.ratesMoment },
};

/** An interval belongs to one run: the next starts with the whole again. */
interface Zoom extends Interval {
  readonly startedAt: number;
}

export function LatencyPane() {
  const [view, setView] = useState<View>('map');
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const [readout, setReadout] = useState<string | null>(null);
  const [runStats] = useState(createRunStats);
  const id = useId();
  const { startedAt } = useThrottledFeed(traceFeed, NOTE_MS);
  const interval = zoom?.startedAt === startedAt ? zoom : null;
  const [link] = useState(createPlotLink);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const theme = useTheme();
  const wholeRun = useCallback(() => {
    const { running, nowMs } = traceFeed.latest;
    const { lastMs } = runStats(traceFeed.latest, null);
    return timeAxis({ fromMs: 0, toMs: Math.max(running ? nowMs : 0, lastMs, 1) }, true);
  }, [runStats]);
  const onZoom = useCallback(
    (next: XRange | null) => {
      const range = next && rangeWithin(wholeRun(), next);
      setZoom(range && { fromMs: range.low, toMs: range.high, startedAt: traceFeed.latest.startedAt });
    },
    [wholeRun],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const range = interval && { low: interval.fromMs, high: interval.toMs };
    const next = zoomByKey(event.key, { whole: wholeRun(), range, cursor: link.cursor.latest });
    if (next === undefined) return;
    event.preventDefault();
    onZoom(next);
  };
  const isOverTime = view === 'map' || view === 'lines' || view === 'rates';
  return (
    <div className="latency-pane">
      <div className="latency-rows">
        <Segmented
          label={say.latencyAs()}
          value={view}
          options={VIEWS.map(({ value, label }) => ({ value, label: label() }))}
          onChange={(next) => setView(next)}
        />
        <LatencyNote runStats={runStats} interval={interval} readout={isOverTime ? readout : null}>
          {interval && (
            <button type="button" className="button-plain" onClick={() => setZoom(null)}>
              {say.wholeRun()}
            </button>
          )}
        </LatencyNote>
        <div className="latency-pictures">
          {isOverTime ? (
            <div className="latency-time" onKeyDown={onKeyDown}>
              {view === 'lines' && (
                <PlotLegend
                  label={say.percentileLines()}
                  lines={percentileLooks(theme)}
                  hidden={hidden}
                  onHide={setHidden}
                />
              )}
              <TimeCharts
                view={view}
                runStats={runStats}
                interval={interval}
                feeds={FEEDS}
                label={TIME_WORDS[view].label()}
                describedBy={id}
                link={link}
                hidden={hidden}
                onZoom={onZoom}
              >
                {(scene) => (
                  <TimeCursor
                    label={TIME_WORDS[view].moment()}
                    scene={scene}
                    link={link}
                    onReadout={setReadout}
                  />
                )}
              </TimeCharts>
            </div>
          ) : (
            <DistributionCanvas view={view} runStats={runStats} interval={interval} describedBy={id} />
          )}
          {view === 'histogram' && <BatchCanvas runStats={runStats} interval={interval} describedBy={id} />}
          <NothingSent>{VIEWS.find(({ value }) => value === view)!.empty()}</NothingSent>
        </div>
        <LatencyText id={id} view={isOverTime ? 'time' : view} runStats={runStats} interval={interval} />
      </div>
    </div>
  );
}

interface StatsProps {
  readonly runStats: RunStats;
  readonly interval: Interval | null;
  readonly describedBy: string;
}

function DistributionCanvas({
  view,
  runStats,
  interval,
  describedBy,
}: StatsProps & { readonly view: 'spectrum' | 'histogram' }) {
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const { response, service } = runStats(traceFeed.latest, interval).whole();
      const range = latencyRange(Math.min(response.minMs, service.minMs), response.maxMs);
      const picture = { response, service, ...range, goalMs };
      const frame = spectrumFrame(widthPx, heightPx);
      if (view === 'spectrum') paintSpectrum(context, frame, picture, theme);
      else paintLatencyHistogram(context, frame, picture, theme);
    },
    [view, runStats, interval, goalMs],
  );
  const label = view === 'spectrum' ? say.byPercentile() : say.byLatency();
  return <Canvas paint={paint} feeds={FEEDS} label={label} describedBy={describedBy} />;
}

function BatchCanvas({ runStats, interval, describedBy }: StatsProps) {
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const { requestsBySize } = runStats(traceFeed.latest, interval);
      paintBatchSizes(context, spectrumFrame(widthPx, heightPx), requestsBySize, theme);
    },
    [runStats, interval],
  );
  return <Canvas paint={paint} feeds={FEEDS} label={say.batchesBySize()} describedBy={describedBy} />;
}
