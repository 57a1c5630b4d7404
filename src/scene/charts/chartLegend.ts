/** The lines of the charts by name and look. */
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/charts.ts';
import { runColors, type ChartState, type ShownRun } from './runCharts.ts';

export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
}

export function runColor({ color }: Pick<ShownRun, 'color'>, part: 'train' | 'test', theme: Theme): string {
  const colors = runColors(theme);
  if (color !== null) return colors[color % colors.length]!;
  return part === 'train' ? theme.seriesTrain : theme.seriesTest;
}

/** Without the runs that were left: they have the look of the present one, fainter. */
export function chartLegend(
  { runs, parts }: Pick<ChartState, 'runs' | 'parts'>,
  theme: Theme,
): LegendEntry[] {
  return runs
    .filter(({ isFaint }) => isFaint !== true)
    .flatMap((run) =>
      (['train', 'test'] as const)
        .filter((part) => parts[part])
        .map((part) => ({
          name: part === 'train' ? say.trainOf({ run: run.name }) : say.testOf({ run: run.name }),
          color: runColor(run, part, theme),
          dash: part === 'train' ? [] : [4, 2],
        })),
    );
}
