/** The charts of a run, with kept runs over it: loss, accuracy, learning rate, and of each layer the gradient and the size of its steps. */
import { tickText } from '#canvas/axisTicks.ts';
import { scaledAxis, shareAxis } from '#canvas/plot/axisRange.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Axis, Chart, PlotLine } from '#canvas/plot/Chart.ts';
import { RIGHT_PX } from '#canvas/plot/paintPlotTexts.ts';
import type { Theme } from '#canvas/theme.ts';
import type { Commands } from '#commands/Commands.ts';
import * as say from '#messages/generated/charts.ts';
import { percentText } from '#messages/numberText.ts';
import { along, type RunRows, type XUnit } from './runRows.ts';

export const CHART_KINDS = ['loss', 'accuracy', 'gradient', 'ratio', 'rate'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** Gradient norm and update over weight of each layer, at each kept moment of the run. */
export type LayerCurves = Awaited<ReturnType<Commands['layerCurves']>>;

export interface ShownRun {
  /** Number of a kept run. */
  readonly id?: number;
  readonly name: string;
  /** Index of a kept run's colour; null for the present run. */
  readonly color: number | null;
  /** A run that was left by going back. */
  readonly isFaint?: boolean;
  readonly rows: RunRows;
}

export interface ChartState {
  readonly x: XUnit;
  readonly log: boolean;
  readonly parts: Readonly<Record<'train' | 'test', boolean>>;
  /** The present run first. */
  readonly runs: readonly ShownRun[];
  readonly layers: LayerCurves | null;
  readonly layerNames: readonly string[];
  /** Shown of the x axis; null for all. */
  readonly range: XRange | null;
}

/** Room for the names of layers at the ends of their lines. */
const NAMES_PX = 60;
const WIDEST_GAP = 1 / 16;
const TEST_DASH = [4, 2];

/** Colours of kept runs, in the order in which they were kept. */
export const runColors = (theme: Theme): readonly string[] => [
  theme.classes[1]!,
  theme.classes[0]!,
  theme.classes[2]!,
  theme.warn,
  theme.segCompute,
];

const isOfLayers = (kind: ChartKind): boolean => kind === 'gradient' || kind === 'ratio';

const TITLES: Readonly<Record<ChartKind, () => string>> = {
  loss: say.loss,
  accuracy: say.accuracy,
  gradient: say.gradient,
  ratio: say.ratio,
  rate: say.rate,
};
export const chartTitle = (kind: ChartKind): string => TITLES[kind]();

const UNITS: Readonly<Record<XUnit, () => string>> = {
  epochs: say.unitEpochs,
  steps: say.unitSteps,
  seconds: say.unitSeconds,
};

/** The x axis that shows every run whole. */
export function wholeAxis({ runs, x }: Pick<ChartState, 'runs' | 'x'>): Axis {
  const least = x === 'seconds' ? 1e-3 : 1;
  const ends = runs.map(({ rows }) => rows[x].findLast(Number.isFinite) ?? 0);
  return { low: 0, high: Math.max(least, ...ends), log: false };
}

export function runChart(kind: ChartKind, state: ChartState, theme: Theme): Chart {
  const whole = wholeAxis(state);
  const shown = state.range ?? whole;
  const lines = isOfLayers(kind) ? layerLines(kind, state, theme) : runLines(kind, state, theme, shown);
  const seen = lines.map(({ x, y }) =>
    Array.from(y).filter((_, i) => (x[i] ?? -1) >= shown.low && (x[i] ?? -1) <= shown.high),
  );
  const y =
    kind === 'accuracy'
      ? { ...shareAxis(...seen), text: (value: number) => percentText(value, 0) }
      : { ...scaledAxis(state.log, ...seen), text: tickText };
  return {
    title: chartTitle(kind),
    note: kind === 'ratio' ? say.ratioNote() : kind === 'gradient' ? say.gradientNote() : '',
    x: { low: shown.low, high: shown.high, log: false, unit: ` ${UNITS[state.x]()}`, hasTexts: true },
    y,
    lines,
    rightPx: isOfLayers(kind) ? NAMES_PX : RIGHT_PX,
    hasEndNames: isOfLayers(kind),
    goal: null,
    mark: null,
  };
}

/** The present run over all others, training over test. */
function runLines(kind: ChartKind, { runs, x, parts }: ChartState, theme: Theme, shown: XRange): PlotLine[] {
  const colors = runColors(theme);
  const widestGap = (shown.high - shown.low) * WIDEST_GAP;
  return runs
    .flatMap(({ name, color, isFaint = false, rows }): PlotLine[] => {
      const own = color === null ? null : colors[color % colors.length]!;
      const look = { widthPx: 1.5, isFaint, x: rows[x], widestGap };
      const train = { ...look, name: say.trainOf({ run: name }), color: own ?? theme.seriesTrain, dash: [] };
      const test = {
        ...look,
        name: say.testOf({ run: name }),
        color: own ?? theme.seriesTest,
        dash: TEST_DASH,
      };
      if (kind === 'rate') return [{ ...train, name, y: rows.rates, hasSteps: false }];
      const [y, testY] =
        kind === 'loss' ? [rows.trainLoss, rows.testLoss] : [rows.trainAccuracy, rows.testAccuracy];
      return [...(parts.train ? [{ ...train, y }] : []), ...(parts.test ? [{ ...test, y: testY }] : [])];
    })
    .toReversed();
}

/** Of the present run alone: a line per layer, told apart by its name at the end. */
function layerLines(kind: ChartKind, { runs, x, layers, layerNames }: ChartState, theme: Theme): PlotLine[] {
  const rows = runs[0]?.rows;
  if (!layers || !rows) return [];
  const places = along(rows, layers.step, x);
  const colors = [theme.seriesTrain, ...runColors(theme)];
  return layers.layers.map((layer, i) => ({
    name: layerNames[i] ?? '',
    color: colors[i % colors.length]!,
    widthPx: 1.5,
    dash: i < colors.length ? [] : TEST_DASH,
    x: places,
    y: kind === 'gradient' ? layer.gradientNorm : layer.updateRatio,
  }));
}
