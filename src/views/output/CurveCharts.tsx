/** Loss and accuracy of the run so far. The pointer reads both charts at one epoch; the numbers stand above them. */
import { useCallback, useMemo, useState, type PointerEvent } from 'react';
import { DATA_SETS } from '../../spec/dataSets.ts';
import { splitCounts } from '../../data/splitCounts.ts';
import { historyFeed } from '../../state/feeds.ts';
import { tickText } from '../../paint/axisTicks.ts';
import { countText, percentText } from '../../paint/numberText.ts';
import {
  chartFrame,
  lossAxis,
  nearestPoint,
  paintChart,
  shareAxis,
  xUnder,
  type Axis,
} from '../../paint/paintChart.ts';
import type { Theme } from '../../paint/theme.ts';
import { lossText } from '../../paint/valueText.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useSlowFeed } from '../useSlowFeed.ts';

type History = typeof historyFeed.latest;

const HISTORY_FEEDS = [historyFeed];

export function CurveCharts() {
  const data = useExperiment((experiment) => experiment.data);
  const batchSize = useExperiment((experiment) => experiment.training.batchSize);
  const [readout, setReadout] = useState<number | null>(null);
  const stepsPerEpoch = Math.ceil(splitCounts(data).train / batchSize);
  const hasAccuracy = DATA_SETS[data.set].task !== 'regression';
  const curves = useMemo(() => createCurves(stepsPerEpoch), [stepsPerEpoch]);
  const loss = useChartPaint(curves, 'loss', readout, hasAccuracy);
  const accuracy = useChartPaint(curves, 'accuracy', readout, hasAccuracy);
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const { epochs } = curves.of(historyFeed.latest);
    const xHigh = epochs.at(-1) ?? 0;
    setReadout(xUnder(chartFrame(bounds.width, bounds.height), xHigh, event.clientX - bounds.left));
  };
  return (
    <div
      className="curves"
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => setReadout(null)}
    >
      <Readout curves={curves} at={readout} />
      <Canvas
        className="curve"
        paint={loss}
        feeds={HISTORY_FEEDS}
        label="Loss on training and test samples over epochs"
      />
      {hasAccuracy && (
        <Canvas
          className="curve curve-last"
          paint={accuracy}
          feeds={HISTORY_FEEDS}
          label="Accuracy on training and test samples over epochs"
        />
      )}
    </div>
  );
}

interface Curve {
  readonly epochs: Float64Array;
  readonly trainLoss: Float64Array;
  readonly testLoss: Float64Array;
  readonly trainAccuracy: Float64Array;
  readonly testAccuracy: Float64Array;
}

interface Curves {
  of(history: History): Curve;
}

/** Both charts and the readout share one conversion a change. */
function createCurves(stepsPerEpoch: number): Curves {
  let seen: History | null = null;
  let curve: Curve | null = null;
  return {
    of(history) {
      if (curve && seen === history) return curve;
      seen = history;
      const column = (value: (point: History[number]) => number | undefined): Float64Array =>
        Float64Array.from(history, (point) => value(point) ?? Number.NaN);
      curve = {
        // Within an epoch the step tells how far; the epoch bounds it, as the batch size may have been another before.
        epochs: column(({ epoch, step }) => Math.min(epoch + 1, Math.max(epoch, step / stepsPerEpoch))),
        trainLoss: column((point) => point.trainLoss),
        testLoss: column((point) => point.testLoss),
        trainAccuracy: column((point) => point.trainAccuracy),
        testAccuracy: column((point) => point.testAccuracy),
      };
      return curve;
    },
  };
}

function useChartPaint(
  curves: Curves,
  kind: 'loss' | 'accuracy',
  readout: number | null,
  hasAccuracy: boolean,
): Paint {
  return useCallback(
    (context, widthPx, heightPx, theme) => {
      const curve = curves.of(historyFeed.latest);
      const [train, test] =
        kind === 'loss' ? [curve.trainLoss, curve.testLoss] : [curve.trainAccuracy, curve.testAccuracy];
      const y: Axis = kind === 'loss' ? lossAxis(train, test) : shareAxis(train, test);
      const isLast = kind === 'accuracy' || !hasAccuracy;
      paintChart(
        context,
        widthPx,
        heightPx,
        {
          title: kind === 'loss' ? 'Loss' : 'Accuracy',
          series: [
            series(theme.seriesTest, true, curve.epochs, test),
            series(theme.seriesTrain, false, curve.epochs, train),
          ],
          xHigh: Math.max(1, curve.epochs.at(-1) ?? 0),
          y,
          xName: isLast ? 'epochs' : '',
          yText: kind === 'loss' ? tickText : (value) => percentText(value, 0),
          readout,
        },
        theme satisfies Theme,
      );
    },
    [curves, kind, readout, hasAccuracy],
  );
}

function series(color: string, dashed: boolean, x: Float64Array, y: Float64Array) {
  return { color, dashed, x, y };
}

function Readout({ curves, at }: { readonly curves: Curves; readonly at: number | null }) {
  const history = useSlowFeed(historyFeed, 100);
  if (at === null) return null;
  const curve = curves.of(history);
  const i = nearestPoint(curve.epochs, at);
  const [train, test] = [curve.trainLoss[i], curve.testLoss[i]];
  if (i < 0 || train === undefined || test === undefined) return null;
  const [trainShare, testShare] = [curve.trainAccuracy[i] ?? Number.NaN, curve.testAccuracy[i] ?? Number.NaN];
  const epoch = curve.epochs[i] ?? 0;
  return (
    <div className="curve-readout">
      Epoch {epoch < 10 ? epoch.toFixed(1) : countText(Math.floor(epoch))}
      <b>{lossText(train)}</b>
      {!Number.isNaN(trainShare) && <b>{percentText(trainShare)}</b>}
      <b className="series-test">{lossText(test)}</b>
      {!Number.isNaN(testShare) && <b className="series-test">{percentText(testShare)}</b>}
    </div>
  );
}
