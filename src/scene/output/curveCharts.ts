/** The learning curve as two charts, of loss and of accuracy, over epochs. */
import { tickText } from '#canvas/axisTicks.ts';
import { lossAxis, shareAxis } from '#canvas/plot/axisRange.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import type { Axis, Chart, PlotLine } from '#canvas/plot/Chart.ts';
import { RIGHT_PX } from '#canvas/plot/paintPlotTexts.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/curves.ts';
import { percentText } from '#messages/numberText.ts';
import type { historyFeed, RunTimeline, Snapshot } from '#state/feeds.ts';
import { withMoment } from '../history/withMoment.ts';

type History = typeof historyFeed.latest;

/** What was measured, a column a metric; NaN where one was not. */
export interface LearningCurve {
  readonly epochs: Float64Array;
  readonly steps: Float64Array;
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
      steps: column((point) => point.step),
      trainLoss: column((point) => point.trainLoss),
      testLoss: column((point) => point.testLoss),
      trainAccuracy: column((point) => point.trainAccuracy),
      testAccuracy: column((point) => point.testAccuracy),
    };
    return curve;
  };
}

/** The run, and the runs that were left by going back. */
export interface RunCurves {
  readonly curve: LearningCurve;
  readonly branches: readonly LearningCurve[];
  /** The epoch that is looked back at; null at the end of the run. */
  readonly at: number | null;
}

/** The curves of a history and of the runs that were left, converted once a change. */
export function runCurves(): (
  history: History,
  timeline: RunTimeline,
  metrics?: Snapshot['metrics'],
) => RunCurves {
  const columns = curveColumns();
  let given: readonly unknown[] = [];
  let points: History = [];
  let left: RunTimeline['branches'] = [];
  let branches: readonly LearningCurve[] = [];
  return (history, timeline, metrics) => {
    const now = [history, timeline, timeline.lookingBackAt === null ? null : metrics];
    if (now.some((value, i) => value !== given[i])) points = withMoment(history, timeline, metrics);
    given = now;
    if (timeline.branches !== left) branches = timeline.branches.map((branch) => curveColumns()(branch));
    left = timeline.branches;
    return { curve: columns(points), branches, at: presentEpoch(points, timeline) };
  };
}

/** The epoch that is looked back at; null at the end of the run. */
export function presentEpoch(
  history: History,
  { lookingBackAt }: Pick<RunTimeline, 'lookingBackAt'>,
): number | null {
  if (lookingBackAt === null) return null;
  return history.findLast(({ step }) => step <= lookingBackAt)?.epoch ?? 0;
}

export const wholeCurve = ({ curve, branches }: Pick<RunCurves, 'curve' | 'branches'>): Axis => ({
  low: 0,
  high: Math.max(1, ...[curve, ...branches].map(({ epochs }) => epochs.at(-1) ?? 0)),
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

export function curveChart(run: RunCurves, { kind, range, hasTexts }: CurveChart, theme: Theme): Chart {
  const whole = wholeCurve(run);
  const shown = range ?? whole;
  const seen = [run.curve, ...run.branches].flatMap((curve) =>
    columnsOf(curve, kind).map((column) =>
      column.filter((_, i) => curve.epochs[i]! >= shown.low && curve.epochs[i]! <= shown.high),
    ),
  );
  const widestGap = Math.max(1, (shown.high - shown.low) * WIDEST_GAP);
  const linesOf = (curve: LearningCurve, isFaint: boolean): PlotLine[] =>
    curveLooks(theme).map((look, i) => ({
      ...look,
      widthPx: isFaint ? 1.25 : 1.5,
      isFaint,
      x: curve.epochs,
      y: columnsOf(curve, kind)[i]!,
      widestGap,
    }));
  const [before, after] = partsOf(run);
  return {
    title: kind === 'loss' ? say.loss() : say.accuracy(),
    note: '',
    x: {
      low: shown.low,
      high: shown.high,
      log: false,
      unit: ` ${say.epochs({ count: shown.high })}`,
      hasTexts,
    },
    y:
      kind === 'loss'
        ? { ...lossAxis(...seen), text: tickText }
        : { ...shareAxis(...seen), text: (value) => percentText(value, 0) },
    // Training over test, the present over what is faint.
    lines: [
      ...linesOf(before, false),
      ...(after ? linesOf(after, true) : []),
      ...run.branches.flatMap((branch) => linesOf(branch, true)),
    ].toReversed(),
    rightPx: RIGHT_PX,
    hasEndNames: false,
    goal: null,
    mark: null,
  };
}

const columnsOf = (curve: LearningCurve, kind: CurveChart['kind']): readonly Float64Array[] =>
  kind === 'loss' ? [curve.trainLoss, curve.testLoss] : [curve.trainAccuracy, curve.testAccuracy];

/** The run up to the present moment, and what comes after it; the point between belongs to both. */
function partsOf({ curve, at }: RunCurves): [LearningCurve, LearningCurve | null] {
  if (at === null) return [curve, null];
  const count = curve.epochs.findLastIndex((epoch) => epoch <= at) + 1;
  return [sliceOf(curve, 0, count), sliceOf(curve, Math.max(0, count - 1))];
}

function sliceOf(curve: LearningCurve, from: number, to?: number): LearningCurve {
  const part = (column: Float64Array): Float64Array => column.subarray(from, to);
  return {
    epochs: part(curve.epochs),
    steps: part(curve.steps),
    trainLoss: part(curve.trainLoss),
    testLoss: part(curve.testLoss),
    trainAccuracy: part(curve.trainAccuracy),
    testAccuracy: part(curve.testAccuracy),
  };
}
