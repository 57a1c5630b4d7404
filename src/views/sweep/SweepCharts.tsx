/** Test loss of all networks over epochs; where one field of numbers is varied, also the final loss over its values. */
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Chart } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { fieldText } from '#scene/trainingSweep/fieldTexts.ts';
import { axisField, curvesChart, fieldChart } from '#scene/trainingSweep/sweepCharts.ts';
import { sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import { Plot } from '../plot/Plot.tsx';
import { createPlotLink } from '../plot/plotLink.ts';

export function SweepCharts({ chosen }: { readonly chosen: number }) {
  const cells = useStore(trainingSweepStore, (state) => state.cells);
  const path = axisField(cells);
  const curves = useCallback((theme: Theme) => curvesChart(sweepFeed.latest, chosen, theme), [chosen]);
  const losses = useCallback(
    (theme: Theme) => fieldChart(cells, sweepFeed.latest, path ?? '', theme),
    [cells, path],
  );
  return (
    <>
      {path !== null && <SweepPlot label={say.lossAgainst({ field: fieldText(path) })} chart={losses} />}
      <SweepPlot label={say.testLossOfAll({ count: cells.length })} chart={curves} />
    </>
  );
}

interface SweepPlotProps {
  readonly label: string;
  chart(theme: Theme): Chart;
}

function SweepPlot({ label, chart }: SweepPlotProps) {
  const [link] = useState(createPlotLink);
  const [range, setRange] = useState<XRange | null>(null);
  const zoomed = useCallback(
    (theme: Theme) => {
      const whole = chart(theme);
      return range ? { ...whole, x: { ...whole.x, ...range } } : whole;
    },
    [chart, range],
  );
  return (
    <div className="sweep-plot">
      <Plot chart={zoomed} feeds={FEEDS} label={label} link={link} onZoom={setRange} />
    </div>
  );
}

const FEEDS = [sweepFeed];
