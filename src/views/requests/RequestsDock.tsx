/**
 * The request lab: load and server on the left, measured figures on the right, and between them where the requests are
 * and one pane to look closer. All of it is real inference on the network above.
 */
import { useCallback, type ComponentType } from 'react';
import { useStore } from 'zustand';
import { paintStages } from '../../paint/paintStages.ts';
import type { LabPane } from '../../spec/vocabulary.ts';
import { servingStore } from '../../state/servingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useLayout } from '../useLayout.ts';
import { CodePane } from './code/CodePane.tsx';
import { ComparePane } from './compare/ComparePane.tsx';
import { LatencyPane } from './latency/LatencyPane.tsx';
import { LabTabs } from './LabTabs.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { Overview } from './Overview.tsx';
import { Results } from './Results.tsx';
import { SweepPane } from './sweep/SweepPane.tsx';
import { TimelinePane } from './timeline/TimelinePane.tsx';
import { WindowsPane } from './windows/WindowsPane.tsx';
import './RequestsDock.css';

const PANE_VIEWS: Readonly<Record<LabPane, ComponentType>> = {
  overview: Overview,
  timeline: TimelinePane,
  latency: LatencyPane,
  windows: WindowsPane,
  sweep: SweepPane,
  compare: ComparePane,
  code: CodePane,
};

export function RequestsDock() {
  const pane = useExperiment(({ view }) => view.lab);
  const phone = useLayout() === 'phone';
  const Pane = PANE_VIEWS[pane];
  return (
    <div className="requests" data-pane={pane}>
      <div className="requests-load">
        <LoadPanel />
      </div>
      <div className="requests-middle">
        <Stages />
        {phone && <LabTabs />}
        <div className="lab-pane">
          <Pane />
        </div>
      </div>
      <div className="requests-results">
        <Results />
      </div>
    </div>
  );
}

function Stages() {
  const { inFlight, queued, executing, report, phase } = useStore(servingStore);
  const maxBatchSize = useExperiment(({ serving }) =>
    serving.pattern === 'batched' ? serving.maxBatchSize : 1,
  );
  const meanBatchSize = report?.meanBatchSize ?? 0;
  const running = phase !== 'idle';
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) =>
      paintStages(
        context,
        widthPx,
        heightPx,
        { inFlight, queued, executing, maxBatchSize, meanBatchSize, running },
        theme,
      ),
    [inFlight, queued, executing, maxBatchSize, meanBatchSize, running],
  );
  return (
    <Canvas
      className="stages"
      paint={paint}
      label={`${queued} requests in the queue, ${executing} on the device, ${inFlight} in flight`}
    />
  );
}
