/** The learning curve as two charts, of loss and of accuracy, over epochs. */
import { tickText } from '#canvas/axisTicks.ts';
import { lossAxis, shareAxis } from '#canvas/plot/axisRange.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Axis, Chart, PlotLine } from '#canvas/plot/Chart.ts';
import { RIGHT_PX } from '#canvas/plot/paintPlotTexts.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/curves.ts';
import { percentText } from '#messages/numberText.ts';
import type { historyFeed } from '#state/feeds.ts';

type History = typeof historyFeed.latest;

/** What was measured, a column a metric; NaN where one was not. */
export interface LearningCurve {
  readonly epochs: Float64Array;
  readonly trainLoss: Float64Array;
  readonly testLoss: Float64Array;
  readonly trainAccuracy: Float64Array;
  readonly testAccuracy: Float64Array;
}

/** The columns of a history; the charts and the readout share one conversion a change. */
export function curveColumns(): (history: History) => LearningCurve {
  let seen: History | null = null;
  let curve: LearningCurve | null = null;
  return (history) => {
    if (curve && seen === history) return curve;
    seen = history;
    const measured = history.filter(
      ({ trainLoss, testLoss }) => !Number.isNaN(trainLoss) || !Number.isNaN(testLoss),
    );
    const column = (value: (point: History[number]) => number): Float64Array =>
      Float64Array.from(measured, value);
    curve = {
      epochs: column((point) => point.epoch),
      trainLoss: column((point) => point.trainLoss),
      testLoss: column((point) => point.testLoss),
      trainAccuracy: column((point) => point.trainAccuracy),
      testAccuracy: column((point) => point.testAccuracy),
    };
    return curve;
  };
}

export const wholeCurve = ({ epochs }: Pick<LearningCurve, 'epochs'>): Axis => ({
  low: 0,
  high: Math.max(1, epochs.at(-1) ?? 0),
  log: false,
});

/** Points further apart than this share of the chart, and than one epoch, are marked by dots: nothing was measured between. */
const WIDEST_GAP = 1 / 16;

interface CurveLook extends Pick<PlotLine, 'name' | 'color' | 'dash'> {
  readonly part: 'train' | 'test';
}

export const curveLooks = (theme: Theme): readonly CurveLook[] => [
  { part: 'train', name: say.train(), color: theme.seriesTrain, dash: [] },
  { part: 'test', name: say.test(), color: theme.seriesTest, dash: [4, 2] },
];

interface CurveChart {
  readonly kind: 'loss' | 'accuracy';
  /** Shown of the epochs; null for all. */
  readonly range: XRange | null;
  /** The lowest of the charts has the texts of the epochs. */
  readonly hasTexts: boolean;
}

export function curveChart(curve: LearningCurve, { kind, range, hasTexts }: CurveChart, theme: Theme): Chart {
  const { epochs } = curve;
  const whole = wholeCurve(curve);
  const shown = range ?? whole;
  const columns =
    kind === 'loss' ? [curve.trainLoss, curve.testLoss] : [curve.trainAccuracy, curve.testAccuracy];
  const seen = columns.map((column) =>
    column.filter((_, i) => epochs[i]! >= shown.low && epochs[i]! <= shown.high),
  );
  const widestGap = Math.max(1, (shown.high - shown.low) * WIDEST_GAP);
  const lines = curveLooks(theme).map((look, i): PlotLine => ({
    ...look,
    widthPx: 1.5,
    x: epochs,
    y: columns[i]!,
    widestGap,
  }));
  return {
    title: kind === 'loss' ? say.loss() : say.accuracy(),
    note: '',
    x: { low: shown.low, high: shown.high, log: false, unit: ` ${say.epochs()}`, hasTexts },
    y:
      kind === 'loss'
        ? { ...lossAxis(...seen), text: tickText }
        : { ...shareAxis(...seen), text: (value) => percentText(value, 0) },
    // Training over test.
    lines: lines.toReversed(),
    rightPx: RIGHT_PX,
    hasEndNames: false,
    goal: null,
    mark: null,
  };
}
