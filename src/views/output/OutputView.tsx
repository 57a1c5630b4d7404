/**
 * The right: what comes out. Numbers first, which are the legend of the curves; then the answer as a map, as bars over
 * the classes or as digits; then the curves, and which class is taken for which.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { DATA_SETS } from '../../spec/dataSets.ts';
import { useExperiment } from '../useExperiment.ts';
import { later } from '../later.tsx';
import { useLayout } from '../useLayout.ts';
import { OUTPUT_WORDS } from '../words.ts';
import { CurveCharts } from './CurveCharts.tsx';
import { MetricsTable } from './MetricsTable.tsx';
import { PointKey } from './PointKey.tsx';
import { PredictionPanel, useMapTitle } from './PredictionPanel.tsx';
import { useProbe } from './useProbe.ts';
import './OutputView.css';

/** None of these is in the first picture of the playground. */
const ConfusionTable = later(() => import('./ConfusionTable.tsx').then((module) => module.ConfusionTable));
const DigitsAnswer = later(() => import('./DigitsAnswer.tsx').then((module) => module.DigitsAnswer));
const TableRowPanel = later(() => import('./TableRowPanel.tsx').then((module) => module.TableRowPanel));

/** Below this the map stands beside its numbers, so that both are seen without scrolling. */
const LOW_PX = 380;

export function OutputView() {
  useProbe();
  const layout = useLayout();
  const [box, heightPx] = useRegionHeight();
  const set = useExperiment((experiment) => experiment.data.set);
  const activation = useExperiment((experiment) => experiment.network.output.activation);
  const mapTitle = useMapTitle();
  const { kind, classes, task } = DATA_SETS[set];
  const beside = kind === 'plane' && (layout === 'phone' || (heightPx > 0 && heightPx < LOW_PX));
  const note =
    kind === 'plane'
      ? mapTitle
      : `${OUTPUT_WORDS[activation].short.toLowerCase()} over ${classes.length} classes`;
  return (
    <div ref={box} className="output">
      <div className="region-head">
        <h2>Output</h2>
        <span className="region-note">{note}</span>
      </div>
      {kind === 'plane' && beside ? (
        <div className="output-beside">
          <div>
            <PredictionPanel beside />
          </div>
          <div>
            <MetricsTable stacked />
            <PointKey classes={classes} />
          </div>
        </div>
      ) : (
        <>
          <MetricsTable stacked={false} />
          {kind === 'plane' && <PredictionPanel beside={false} />}
        </>
      )}
      {kind === 'image' && <DigitsAnswer />}
      {kind === 'table' && (
        <div className="group">
          <TableRowPanel />
        </div>
      )}
      <div className="group">
        <CurveCharts />
      </div>
      {task !== 'regression' && <ConfusionTable />}
    </div>
  );
}

/** Height of what the region stands in, which scrolls: its own height is that of its content. */
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
