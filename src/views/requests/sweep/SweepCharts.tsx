/** The two charts of a sweep. Their cursor goes from point to point, in both at once; each is zoomed by itself. */
import { useCallback, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Axis, Chart } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/capacity.ts';
import {
  latencyAxis,
  latencyChart,
  sweepPointText,
  throughputAxis,
  throughputChart,
} from '#scene/sweep/sweepCharts.ts';
import { servingStore } from '#state/servingStore.ts';
import type { SweepState } from '#state/sweepStore.ts';
import { PictureCursor } from '../../pictures/PictureCursor.tsx';
import { Plot } from '../../plot/Plot.tsx';
import { PlotLegend } from '../../plot/PlotLegend.tsx';
import { createPlotLink, type PlotLink } from '../../plot/plotLink.ts';
import { rangeWithin, zoomByKey } from '../../plot/zoomKeys.ts';
import { useExperiment } from '../../useExperiment.ts';
import { useFeed } from '../../useFeed.ts';
import { useTheme } from '../../useTheme.ts';

export function SweepCharts({ sweep }: { readonly sweep: SweepState }) {
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  // One cursor, but a selection for each: their axes are not the same.
  const [links] = useState(() => {
    const first = createPlotLink();
    return [first, { ...createPlotLink(), cursor: first.cursor }] as const;
  });
  const latency = useCallback(
    (range: XRange | null, theme: Theme) => latencyChart(sweep, goalMs, range, theme),
    [sweep, goalMs],
  );
  const throughput = useCallback(
    (range: XRange | null, theme: Theme) => throughputChart(sweep, range, theme),
    [sweep],
  );
  return (
    <div className="sweep-charts">
      <SweepChart
        label={say.latencyAgainstThroughput()}
        linesLabel={say.linesOfLatency()}
        pointLabel={say.pointInLatency()}
        sweep={sweep}
        link={links[0]}
        whole={latencyAxis(sweep)}
        chart={latency}
      />
      <SweepChart
        label={say.throughputAgainstLoad()}
        linesLabel={say.linesOfThroughput()}
        pointLabel={say.pointInThroughput()}
        sweep={sweep}
        link={links[1]}
        whole={throughputAxis(sweep)}
        chart={throughput}
      />
    </div>
  );
}

interface SweepChartProps {
  readonly label: string;
  readonly linesLabel: string;
  readonly pointLabel: string;
  readonly sweep: SweepState;
  readonly link: PlotLink;
  readonly whole: Axis;
  chart(range: XRange | null, theme: Theme): Chart;
}

function SweepChart({ label, linesLabel, pointLabel, sweep, link, whole, chart }: SweepChartProps) {
  const theme = useTheme();
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const at = useFeed(link.cursor);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState<XRange | null>(null);
  const [{ low, high, log }, last] = [whole, Math.max(0, sweep.points.length - 1)];
  const shown = useCallback((now: Theme) => chart(range, now), [chart, range]);
  const onZoom = useCallback(
    (next: XRange | null) => setRange(next && rangeWithin({ low, high, log }, next)),
    [low, high, log],
  );
  const { lines, cursorPoints } = chart(null, theme);
  const onKeyDown = (event: KeyboardEvent): void => {
    const cursor = link.cursor.latest === null ? null : (cursorPoints?.[link.cursor.latest] ?? null);
    const next = zoomByKey(event.key, { whole, range, cursor });
    if (next === undefined) return;
    event.preventDefault();
    setRange(next);
  };
  return (
    <div className="sweep-chart" onKeyDown={onKeyDown}>
      <div className="sweep-legend">
        <PlotLegend label={linesLabel} lines={lines} hidden={hidden} onHide={setHidden} />
        {at !== null && <span>{sweepPointText(sweep, at, clockStepMs)}</span>}
        {range && (
          <button type="button" className="button-plain" onClick={() => setRange(null)}>
            {say.allPoints()}
          </button>
        )}
      </div>
      <div className="picture-box">
        <PictureCursor
          label={pointLabel}
          max={last}
          value={at ?? last}
          text={sweepPointText(sweep, at ?? last, clockStepMs)}
          describedBy="sweep-note"
          onChange={(next) => link.cursor.publish(sweep.points.length > 0 ? next : null)}
          onBlur={() => link.cursor.publish(null)}
        />
        <Plot
          chart={shown}
          label={label}
          describedBy="sweep-note"
          link={link}
          hidden={hidden}
          onZoom={onZoom}
        />
      </div>
    </div>
  );
}
