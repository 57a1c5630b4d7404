/** One chart of the dialog. */
import { useCallback } from 'react';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/charts.ts';
import { chartTitle, runChart, type ChartKind, type ChartState } from '#scene/charts/runCharts.ts';
import { historyFeed, timelineFeed } from '#state/feeds.ts';
import { Plot } from '../plot/Plot.tsx';
import type { PlotLink } from '../plot/plotLink.ts';

interface RunChartProps {
  readonly kind: ChartKind;
  readonly link: PlotLink;
  state(): ChartState;
  onZoom(range: XRange | null): void;
}

const FEEDS = [historyFeed, timelineFeed];

export function RunChart({ kind, state, link, onZoom }: RunChartProps) {
  const chart = useCallback((theme: Theme) => runChart(kind, state(), theme), [kind, state]);
  const label = say.plotOf({ title: chartTitle(kind), unit: UNIT_WORDS[state().x]() });
  return (
    <Plot className="charts-plot" chart={chart} feeds={FEEDS} link={link} label={label} onZoom={onZoom} />
  );
}

const UNIT_WORDS = {
  epochs: say.unitEpochs,
  steps: say.unitSteps,
  seconds: () => say.seconds().toLowerCase(),
} as const;
