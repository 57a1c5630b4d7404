/** Charts of a sweep: test loss of all networks over epochs, and loss over the values of one field. */
import { tickText } from '#canvas/axisTicks.ts';
import { axisAround, lossAxis } from '#canvas/plot/axisRange.ts';
import type { Chart, PlotLine } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import type { CellResult } from '#state/trainingSweepStore.ts';
import { sweepFieldAt } from '#sweep/sweepFields.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import { fieldText } from './fieldTexts.ts';

const PLAIN = { rightPx: 8, hasEndNames: false, goal: null, mark: null, note: '' } as const;

/** Curves of all networks, the chosen one strong. */
export function curvesChart(results: readonly CellResult[], chosen: number | null, theme: Theme): Chart {
  const lines: PlotLine[] = [];
  let last = 1;
  for (const [id, { points }] of results.entries()) {
    if (points.length === 0) continue;
    last = Math.max(last, points.at(-1)!.epoch);
    if (id !== chosen) lines.push(curveOf(points, { color: theme.ink3, widthPx: 1, isFaint: true }));
  }
  const own = chosen === null ? undefined : results[chosen];
  if (own && own.points.length > 0) lines.push(curveOf(own.points, { color: theme.ink, widthPx: 2 }));
  return {
    ...PLAIN,
    title: say.testLossOfAll({ count: results.length }),
    x: { low: 0, high: last, log: false, unit: ` ${say.epochsUnit()}`, hasTexts: true },
    y: { ...lossAxis(...lines.map(({ y }) => y)), text: tickText },
    lines,
  };
}

const curveOf = (
  points: CellResult['points'],
  look: Pick<PlotLine, 'color' | 'widthPx'> & { readonly isFaint?: boolean },
): PlotLine => ({
  name: say.testName(),
  dash: [],
  x: points.map(({ epoch }) => epoch),
  y: points.map(({ testLoss }) => testLoss),
  ...look,
});

/** The numeric field of a sweep over one field, whose values have an axis; null for others. */
export function axisField(cells: readonly SweepCell[]): string | null {
  const [path, ...more] = Object.keys(cells[0]?.values ?? {});
  if (path === undefined || more.length > 0 || cells.length < 3) return null;
  return cells.every(({ values }) => typeof values[path] === 'number') ? path : null;
}

/** Mean loss over the starts, train and test, for each value of the field. */
export function fieldChart(
  cells: readonly SweepCell[],
  results: readonly CellResult[],
  path: string,
  theme: Theme,
): Chart {
  const byValue = new Map<number, { train: number[]; test: number[] }>();
  for (const { id, values } of cells) {
    const last = results[id]?.points.at(-1);
    const value = values[path] as number;
    const lists = byValue.get(value) ?? { train: [], test: [] };
    byValue.set(value, lists);
    if (!last || !Number.isFinite(last.testLoss)) continue;
    lists.train.push(last.trainLoss);
    lists.test.push(last.testLoss);
  }
  const field = sweepFieldAt(path);
  const log =
    field?.kind !== 'word' && field?.scale === 'log' && [...byValue.keys()].every((value) => value > 0);
  const sorted = [...byValue].sort(([a], [b]) => a - b);
  const x = sorted.map(([value]) => value);
  const mean = (list: readonly number[]): number =>
    list.length === 0 ? NaN : list.reduce((sum, value) => sum + value, 0) / list.length;
  const lineOf = (name: string, color: string, dash: readonly number[], y: number[]): PlotLine => ({
    name,
    color,
    dash,
    x,
    y,
    widthPx: 1.5,
    hasDots: true,
  });
  const lines = [
    lineOf(
      say.trainName(),
      theme.seriesTrain,
      [],
      sorted.map(([, { train }]) => mean(train)),
    ),
    lineOf(
      say.testName(),
      theme.seriesTest,
      [4, 2],
      sorted.map(([, { test }]) => mean(test)),
    ),
  ];
  return {
    ...PLAIN,
    title: say.lossAgainst({ field: fieldText(path) }),
    x: { ...axisAround(x, log), unit: '', hasTexts: true },
    y: { ...lossAxis(...lines.map(({ y }) => y)), text: tickText },
    lines,
    rightPx: 44,
    hasEndNames: true,
  };
}
