/**
 * Loss and accuracy of the run so far, over epochs. Pointer or arrow keys read both charts at one epoch, in the legend
 * over them; a drag or + and − zoom in.
 */
import { Maximize2 } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { nearestIndex, type XRange } from '#canvas/plot/axisScale.ts';
import type { Theme } from '#canvas/theme.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/curves.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import {
  curveChart,
  curveLooks,
  runCurves,
  wholeCurve,
  type LearningCurve,
  type RunCurves,
} from '#scene/output/curveCharts.ts';
import { pointText } from '#scene/output/curveText.ts';
import { historyFeed, snapshotFeed, timelineFeed } from '#state/feeds.ts';
import { hint } from '../hint/hint.ts';
import { lazyView } from '../lazyView.tsx';
import { PictureCursor } from '../pictures/PictureCursor.tsx';
import { Plot } from '../plot/Plot.tsx';
import { PlotLegend } from '../plot/PlotLegend.tsx';
import type { PlotLink } from '../plot/plotLink.ts';
import { rangeWithin, zoomByKey } from '../plot/zoomKeys.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { useTheme } from '../useTheme.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import { curveLink } from './curveLink.ts';

const CurveText = lazyView(() => import('./CurveText.tsx').then((module) => module.CurveText), {
  tell: 'notice',
});

const ChartsDialog = lazyView(
  () => import('../charts/ChartsDialog.tsx').then((module) => module.ChartsDialog),
  {
    tell: 'notice',
  },
);

const HISTORY_FEEDS = [historyFeed, timelineFeed];
/** Values under the cursor while the run goes on. */
const READOUT_MS = 100;
const CURSOR_MS = 1_000;

/** The curves as they are now. */
type Curves = () => RunCurves;

export function CurveCharts() {
  const data = useExperiment((experiment) => experiment.data);
  const hasAccuracy = factsOf(data).task !== 'regression';
  const id = useId();
  const curves = useMemo((): Curves => {
    const convert = runCurves();
    return () => convert(historyFeed.latest, timelineFeed.latest, snapshotFeed.latest?.metrics);
  }, []);
  const link = curveLink;
  const [isLarge, setLarge] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState<XRange | null>(null);
  const onZoom = useCallback(
    (next: XRange | null) => setRange(next && rangeWithin(wholeCurve(curves()), next)),
    [curves],
  );
  useEffect(() => pinCursor(curves), [curves]);
  const loss = useCurveChart(curves, 'loss', range, hasAccuracy);
  const accuracy = useCurveChart(curves, 'accuracy', range, hasAccuracy);
  const onKeyDown = (event: KeyboardEvent): void => {
    const whole = wholeCurve(curves());
    const next = zoomByKey(event.key, { whole, range, cursor: link.cursor.latest });
    if (next === undefined) return;
    event.preventDefault();
    setRange(next);
  };
  const plot = { feeds: HISTORY_FEEDS, link, hidden, onZoom };
  return (
    <div className="curves picture-box" onKeyDown={onKeyDown}>
      <CurveCursor curves={curves} link={link} describedBy={id} />
      <CurveText id={id} />
      <div className="curve-legend">
        {range && (
          <button type="button" className="button-plain" onClick={() => setRange(null)}>
            {say.wholeRun()}
          </button>
        )}
        <CurveLegend curves={curves} link={link} hidden={hidden} onHide={setHidden} />
        <button
          type="button"
          className="button-plain curve-more"
          aria-label={say.openCharts()}
          {...hint(say.openCharts())}
          onClick={() => setLarge(true)}
        >
          <Maximize2 size={12} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      <Plot {...plot} className="curve" chart={loss} label={say.lossPlot()} />
      {hasAccuracy && <Plot {...plot} className="curve" chart={accuracy} label={say.accuracyPlot()} />}
      {isLarge && <ChartsDialog onClose={() => setLarge(false)} />}
    </div>
  );
}

/** While an earlier moment is shown the charts are read there, unless they are pointed at elsewhere. */
function pinCursor(curves: Curves): () => void {
  let pinned: number | null = null;
  const pin = (): void => {
    const { cursor } = curveLink;
    const { at } = curves();
    const isFree = cursor.latest === null || cursor.latest === pinned;
    pinned = at;
    if (isFree && cursor.latest !== at) cursor.publish(at);
  };
  pin();
  const stops = [timelineFeed, historyFeed, curveLink.cursor].map((feed) => feed.subscribe(pin));
  return () => {
    for (const stop of stops) stop();
    // Else it would stand there when the charts come back, while the run has gone on.
    curveLink.cursor.publish(null);
  };
}

function useCurveChart(
  curves: Curves,
  kind: 'loss' | 'accuracy',
  range: XRange | null,
  hasAccuracy: boolean,
) {
  return useCallback(
    (theme: Theme) => {
      const run = curves();
      // After a fresh start there may be less than what was zoomed to.
      const shown = range && range.high <= wholeCurve(run).high ? range : null;
      const hasTexts = kind === 'accuracy' || !hasAccuracy;
      return curveChart(run, { kind, range: shown, hasTexts }, theme);
    },
    [curves, kind, range, hasAccuracy],
  );
}

interface CurveCursorProps {
  readonly curves: Curves;
  readonly link: PlotLink;
  readonly describedBy: string;
}

/** The readout by keys: from point to point of the run. */
function CurveCursor({ curves, link, describedBy }: CurveCursorProps) {
  useThrottledFeed(historyFeed, CURSOR_MS);
  const { curve } = curves();
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
  readonly curves: Curves;
  readonly link: PlotLink;
  readonly hidden: ReadonlySet<string>;
  onHide(hidden: ReadonlySet<string>): void;
}

/** Names of the lines; under a cursor their values. */
function CurveLegend({ curves, link, hidden, onHide }: CurveLegendProps) {
  const theme = useTheme();
  useThrottledFeed(historyFeed, READOUT_MS);
  const { curve } = curves();
  const at = useFeed(link.cursor);
  const point = at === null ? null : pointAt(curve, nearestIndex(curve.epochs, at));
  const lines = curveLooks(theme).map((look) => {
    if (!point) return look;
    const isTrain = look.part === 'train';
    const [loss, share] = isTrain
      ? [point.trainLoss, point.trainAccuracy]
      : [point.testLoss, point.testAccuracy];
    return { ...look, text: <b style={{ color: look.color }}>{lineValues(loss, share)}</b> };
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

function lineValues(loss: number, share: number): ReactNode {
  if (Number.isNaN(loss)) return '–';
  if (Number.isNaN(share)) return lossText(loss);
  return (
    <>
      {lossText(loss)}
      <span className="curve-share">{`\u2002${percentText(share)}`}</span>
    </>
  );
}
