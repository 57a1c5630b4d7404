/** Charts of a run over time: heat map or percentile lines above strips, with a shared time axis, cursor and zoom. */
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { XRange } from '#canvas/plot/axisScale.ts';
import { RIGHT_PX } from '#canvas/plot/paintPlotTexts.ts';
import type { Interval } from '#canvas/timePlot.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/latency.ts';
import type { RunStats } from '#scene/latency/runStats.ts';
import {
  latencyMapOf,
  LINE_NAMES_PX,
  percentileChart,
  type TimeScene,
  type TimeView,
} from '#scene/latency/timeCharts.ts';
import { timeRows } from '#scene/latency/timeRows.ts';
import { hasFailures, stripChart, stripOrder, type StripKind } from '#scene/latency/timeStrips.ts';
import type { Feed } from '#state/Feed.ts';
import { traceFeed, type LoadTrace } from '#state/feeds.ts';
import { Plot } from '../../plot/Plot.tsx';
import type { PlotLink } from '../../plot/plotLink.ts';
import { useExperiment } from '../../useExperiment.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { MapCanvas } from './MapCanvas.tsx';
import './LatencyPane.css';

const STRIP_LABELS: Readonly<Record<StripKind, () => string>> = {
  throughput: say.throughputLabel,
  failures: say.failuresLabel,
  flight: say.flightLabel,
  queue: say.queueLabel,
};
/** A handful of quick ones shall not take half of the chart: they stand in its lowest row. */
const LEAST_SHARE = { map: 0.002, lines: 0.1, rates: 0.002 } as const;
const ORDER_MS = 500;

interface TimeChartsProps {
  readonly view: TimeView;
  readonly runStats: RunStats;
  readonly interval: Interval | null;
  readonly feeds: readonly Pick<Feed<unknown>, 'subscribe'>[];
  /** Name of the map or of the percentile lines. */
  readonly label: string;
  /** Id of the table of the same numbers. */
  readonly describedBy: string;
  readonly link: PlotLink;
  readonly hidden?: ReadonlySet<string>;
  onZoom(range: XRange | null): void;
  /** What reads the charts, over them. */
  children?: (scene: () => TimeScene) => ReactNode;
}

export function TimeCharts({
  view,
  runStats,
  interval,
  feeds,
  label,
  describedBy,
  link,
  hidden,
  onZoom,
  children,
}: TimeChartsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0 });
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const trace = useThrottledFeed(traceFeed, ORDER_MS);
  const order = stripOrder(hasFailures(runStats(trace, interval)));
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { mainPx, stripsPx } = timeRows(view, size.heightPx);
  const { widthPx } = size;
  const scene = useMemo(
    () => sceneReader({ view, runStats, interval, widthPx, goalMs }),
    [view, runStats, interval, widthPx, goalMs],
  );
  const kinds = order.slice(0, stripsPx.length);
  const rightPx = view === 'lines' ? LINE_NAMES_PX : RIGHT_PX;
  const isAlone = stripsPx.length === 0;
  const lines = useCallback((theme: Theme) => percentileChart(scene(), isAlone, theme), [scene, isAlone]);
  const shared = { feeds, describedBy, link, onZoom };
  const rows = [...(view === 'rates' ? [] : [mainPx]), ...stripsPx].map((px) => `${px}px`);
  return (
    <div ref={box} className="time-charts picture-box" style={{ gridTemplateRows: rows.join(' ') }}>
      {view === 'map' && <MapCanvas {...shared} scene={scene} label={label} hasTexts={isAlone} />}
      {view === 'lines' && <Plot {...shared} chart={lines} label={label} {...(hidden ? { hidden } : {})} />}
      {kinds.map((kind, i) => (
        <StripPlot
          key={kind}
          {...shared}
          kind={kind}
          scene={scene}
          rightPx={rightPx}
          hasTexts={i === kinds.length - 1}
        />
      ))}
      {children?.(scene)}
    </div>
  );
}

interface StripPlotProps extends Pick<TimeChartsProps, 'feeds' | 'describedBy' | 'link' | 'onZoom'> {
  readonly kind: StripKind;
  readonly scene: () => TimeScene;
  readonly rightPx: number;
  readonly hasTexts: boolean;
}

function StripPlot({ kind, scene, rightPx, hasTexts, ...rest }: StripPlotProps) {
  const chart = useCallback(
    (theme: Theme) => stripChart(kind, scene(), { rightPx, hasTexts }, theme),
    [kind, scene, rightPx, hasTexts],
  );
  return <Plot {...rest} chart={chart} label={STRIP_LABELS[kind]()} />;
}

interface SceneOf extends Pick<TimeChartsProps, 'view' | 'runStats' | 'interval'> {
  readonly widthPx: number;
  readonly goalMs: number;
}

/** What all charts of the pane show, gathered once for each news of the run. */
function sceneReader({ view, runStats, interval, widthPx, goalMs }: SceneOf): () => TimeScene {
  let seen: { readonly trace: LoadTrace; readonly scene: TimeScene } | null = null;
  return () => {
    const trace = traceFeed.latest;
    if (seen?.trace === trace) return seen.scene;
    const stats = runStats(trace, interval);
    const toMs = Math.max(trace.running ? trace.nowMs : 0, stats.lastMs, 1);
    const shown = interval ?? { fromMs: 0, toMs };
    const map = latencyMapOf(stats, shown, widthPx, LEAST_SHARE[view]);
    const scene = { stats, interval: shown, running: trace.running, goalMs, map };
    seen = { trace, scene };
    return scene;
  };
}
