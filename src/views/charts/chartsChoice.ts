/** What somebody has chosen to see in the charts. */
import type { ChartKind, ChartState } from '#scene/charts/runCharts.ts';

export interface ChartsChoice extends Pick<ChartState, 'x' | 'log' | 'parts'> {
  readonly kinds: readonly ChartKind[];
}
