/**
 * Loss and accuracy of the run so far, over epochs. Pointer or arrow keys read both charts at one epoch, in the legend
 * over them; a drag or + and − zoom in.
 */
import { useCallback, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { nearestIndex, type XRange } from '#canvas/plot/axisScale.ts';
import type { Theme } from '#canvas/theme.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/curves.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import {
  curveChart,
  curveColumns,
  curveLooks,
  wholeCurve,
  type LearningCurve,
} from '#scene/output/curveCharts.ts';
import { pointText } from '#scene/output/curveText.ts';
import { historyFeed } from '#state/feeds.ts';
import { lazyView } from '../lazyView.tsx';
import { PictureCursor } from '../pictures/PictureCursor.tsx';
import { Plot } from '../plot/Plot.tsx';
import { PlotLegend } from '../plot/PlotLegend.tsx';
import { createPlotLink, type PlotLink } from '../plot/plotLink.ts';
import { rangeWithin, zoomByKey } from '../plot/zoomKeys.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { useTheme } from '../useTheme.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const CurveText = lazyView(() => import('./CurveText.tsx').then((module) => module.CurveText), {
  tell: 'notice',
});

const HISTORY_FEEDS = [historyFeed];
/** Values under the cursor while the run goes on. */
const READOUT_MS = 100;
const CURSOR_MS = 1_000;

type Columns = ReturnType<typeof curveColumns>;

export function CurveCharts() {
  const data = useExperiment((experiment) => experiment.data);
  const hasAccuracy = factsOf(data).task !== 'regression';
  const id = useId();
  const columns = useMemo(() => curveColumns(), []);
  const [link] = useState(createPlotLink);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState<XRange | null>(null);
  const onZoom = useCallback(
    (next: XRange | null) => setRange(next && rangeWithin(wholeCurve(columns(historyFeed.latest)), next)),
    [columns],
  );
  const loss = useCurveChart(columns, 'loss', range, hasAccuracy);
  const accuracy = useCurveChart(columns, 'accuracy', range, hasAccuracy);
  const onKeyDown = (event: KeyboardEvent): void => {
    const whole = wholeCurve(columns(historyFeed.latest));
    const next = zoomByKey(event.key, { whole, range, cursor: link.cursor.latest });
    if (next === undefined) return;
    event.preventDefault();
    setRange(next);
  };
  const plot = { feeds: HISTORY_FEEDS, link, hidden, onZoom };
  return (
    <div className="curves picture-box" onKeyDown={onKeyDown}>
      <CurveCursor columns={columns} link={link} describedBy={id} />
      <CurveText id={id} />
      <div className="curve-legend">
        {range && (
          <button type="button" className="button-plain" onClick={() => setRange(null)}>
            {say.wholeRun()}
          </button>
        )}
        <CurveLegend columns={columns} link={link} hidden={hidden} onHide={setHidden} />
      </div>
      <Plot {...plot} className="curve" chart={loss} label={say.lossPlot()} />
      {hasAccuracy && <Plot {...plot} className="curve" chart={accuracy} label={say.accuracyPlot()} />}
    </div>
  );
}

function useCurveChart(
  columns: Columns,
  kind: 'loss' | 'accuracy',
  range: XRange | null,
  hasAccuracy: boolean,
) {
  return useCallback(
    (theme: Theme) => {
      const curve = columns(historyFeed.latest);
      // After a fresh start there may be less than what was zoomed to.
      const shown = range && range.high <= wholeCurve(curve).high ? range : null;
      const hasTexts = kind === 'accuracy' || !hasAccuracy;
      return curveChart(curve, { kind, range: shown, hasTexts }, theme);
    },
    [columns, kind, range, hasAccuracy],
  );
}

interface CurveCursorProps {
  readonly columns: Columns;
  readonly link: PlotLink;
  readonly describedBy: string;
}

/** The readout by keys: from point to point of the run. */
function CurveCursor({ columns, link, describedBy }: CurveCursorProps) {
  const curve = columns(useThrottledFeed(historyFeed, CURSOR_MS));
  const at = useFeed(link.cursor);
  const last = Math.max(0, curve.epochs.length - 1);
  const i = at === null ? last : Math.max(0, nearestIndex(curve.epochs, at));
  const point = pointAt(curve, i);
  return (
    <PictureCursor
      label={say.pointOfCurves()}
      describedBy={describedBy}
      max={last}
      value={i}
      text={point ? pointText(point) : say.noTrainingYet()}
      onChange={(next) => link.cursor.publish(curve.epochs[next] ?? null)}
      onBlur={() => link.cursor.publish(null)}
    />
  );
}

function pointAt(curve: LearningCurve, i: number): Parameters<typeof pointText>[0] | null {
  const [epoch, trainLoss, testLoss] = [curve.epochs[i], curve.trainLoss[i], curve.testLoss[i]];
  if (epoch === undefined || trainLoss === undefined || testLoss === undefined) return null;
  const [trainAccuracy = Number.NaN, testAccuracy = Number.NaN] = [
    curve.trainAccuracy[i],
    curve.testAccuracy[i],
  ];
  return { epoch, trainLoss, testLoss, trainAccuracy, testAccuracy };
}

interface CurveLegendProps {
  readonly columns: Columns;
  readonly link: PlotLink;
  readonly hidden: ReadonlySet<string>;
  onHide(hidden: ReadonlySet<string>): void;
}

/** Names of the lines; under a cursor their values. */
function CurveLegend({ columns, link, hidden, onHide }: CurveLegendProps) {
  const theme = useTheme();
  const curve = columns(useThrottledFeed(historyFeed, READOUT_MS));
  const at = useFeed(link.cursor);
  const point = at === null ? null : pointAt(curve, nearestIndex(curve.epochs, at));
  const lines = curveLooks(theme).map((look) => {
    if (!point) return look;
    const isTrain = look.part === 'train';
    const [loss, share] = isTrain
      ? [point.trainLoss, point.trainAccuracy]
      : [point.testLoss, point.testAccuracy];
    return { ...look, text: <b style={{ color: look.color }}>{valuesText(loss, share)}</b> };
  });
  return (
    <>
      {point && (
        <span className="curve-epoch">
          {say.epoch({
            epoch: point.epoch < 10 ? point.epoch.toFixed(1) : countText(Math.floor(point.epoch)),
          })}
        </span>
      )}
      <PlotLegend label={say.linesOfCurves()} lines={lines} hidden={hidden} onHide={onHide} />
    </>
  );
}

function valuesText(loss: number, share: number): string {
  if (Number.isNaN(loss)) return '–';
  return Number.isNaN(share) ? lossText(loss) : `${lossText(loss)}  ${percentText(share)}`;
}
