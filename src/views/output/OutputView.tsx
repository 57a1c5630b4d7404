/**
 * The Output region: metrics first, which are the legend of the curves; then predictions as a map, as class bars or as digits;
 * then the curves, and the confusion matrix.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import { trainingStore } from '#state/trainingStore.ts';
import * as say from '#messages/generated/output.ts';
import { useExperiment, useFacts } from '../useExperiment.ts';
import { lazyView } from '../lazyView.tsx';
import { showsOnePart } from '../layout.ts';
import { useCanvasInCentre } from '../useCanvasInCentre.ts';
import { useLayout } from '../useLayout.ts';
import { ACTIVATION_LABELS } from '#scene/labels.ts';
import { OutputFrame } from '../frame/OutputFrame.tsx';
import { RegionHelpLater } from '../help/RegionHelpLater.tsx';
import { MetricsTable } from './MetricsTable.tsx';
import { DrawAgain, NetworkBeside } from './NetworkBeside.tsx';
import { PointKey } from './PointKey.tsx';
import { PredictionPanel, useMapTitle } from './PredictionPanel.tsx';
import './OutputView.css';
import './answers.css';
import './OutputUpright.css';

/** Not part of the first picture. */
const ConfusionTable = lazyView(() => import('./ConfusionTable.tsx').then((module) => module.ConfusionTable));
const CurveCharts = lazyView(() => import('./CurveCharts.tsx').then((module) => module.CurveCharts));
const DigitsAnswer = lazyView(() => import('./DigitsAnswer.tsx').then((module) => module.DigitsAnswer));
const TableRowPanel = lazyView(() => import('./TableRowPanel.tsx').then((module) => module.TableRowPanel));

/** In a lower region the map is beside the metrics, so that both are visible without scrolling. */
const LOW_PX = 380;

export function OutputView() {
  const layout = useLayout();
  const [box, heightPx] = useRegionHeight();
  const activation = useExperiment((experiment) => experiment.network.output.activation);
  const mapTitle = useMapTitle();
  const { kind, classes, task } = useFacts();
  const low = layout !== 'tablet' && heightPx > 0 && heightPx < LOW_PX;
  const { isDrawn, isCanvasInCentre } = useCanvasInCentre();
  const beside = kind === 'plane' && !isCanvasInCentre && (showsOnePart(layout) || low);
  const pastEpoch = useStore(trainingStore, ({ isLookingBack, metrics }) =>
    isLookingBack && metrics ? Math.floor(metrics.epoch) : null,
  );
  const ofMap =
    kind === 'plane'
      ? mapTitle
      : task === 'regression'
        ? ACTIVATION_LABELS[activation].short.toLowerCase()
        : say.overClasses({
            activation: ACTIVATION_LABELS[activation].short.toLowerCase(),
            count: classes.length,
          });
  const note = pastEpoch !== null ? say.atEpoch({ epoch: pastEpoch }) : isCanvasInCentre ? undefined : ofMap;
  return (
    <div ref={box} className="output">
      <OutputFrame
        help={<RegionHelpLater region="output" />}
        {...(note === undefined ? {} : { note })}
        beside={beside}
        numbers={
          beside ? (
            <>
              <MetricsTable stacked />
              <PointKey classes={classes} />
            </>
          ) : (
            <MetricsTable stacked={false} />
          )
        }
        predictions={
          <>
            {kind === 'plane' && (isCanvasInCentre ? <NetworkBeside /> : <PredictionPanel beside={beside} />)}
            {isDrawn && !isCanvasInCentre && !showsOnePart(layout) && <DrawAgain />}
            {kind === 'image' && <DigitsAnswer />}
            {kind === 'table' && (
              <div className="group">
                <TableRowPanel />
              </div>
            )}
          </>
        }
      />
      <div className="group output-curves">
        <CurveCharts />
      </div>
      {task !== 'regression' && <ConfusionTable />}
    </div>
  );
}

/** Height of the scrolling container: the region's own height is that of its content. */
function useRegionHeight(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [heightPx, setHeightPx] = useState(0);
  useLayoutEffect(() => {
    const region = box.current?.parentElement;
    if (!region) return undefined;
    const measure = (): void => setHeightPx(region.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(region);
    return () => observer.disconnect();
  }, []);
  return [box, heightPx];
}
