/**
 * The request lab: load and server on the left, measured figures on the right, and between them where the requests are
 * and one pane to look closer. All of it is real inference on the network above.
 */
import type { ComponentType } from 'react';
import type { LabPane } from '../../spec/vocabulary.ts';
import { useExperiment } from '../useExperiment.ts';
import { useLayout } from '../useLayout.ts';
import { AnswersPane } from './answers/AnswersPane.tsx';
import { AnswersView } from './AnswersView.tsx';
import { CodePane } from './code/CodePane.tsx';
import { ComparePane } from './compare/ComparePane.tsx';
import { LatencyPane } from './latency/LatencyPane.tsx';
import { LabMenus } from './LabMenus.tsx';
import { LabTabs } from './LabTabs.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { LatencyMap, Overview } from './Overview.tsx';
import { PresetNote } from './PresetMenu.tsx';
import { Results } from './Results.tsx';
import { River } from './river/River.tsx';
import { SweepPane } from './sweep/SweepPane.tsx';
import { TimelinePane } from './timeline/TimelinePane.tsx';
import { WindowsPane } from './windows/WindowsPane.tsx';
import './RequestsDock.css';

const PANE_VIEWS: Readonly<Record<LabPane, ComponentType>> = {
  overview: Overview,
  timeline: TimelinePane,
  latency: LatencyPane,
  answers: AnswersPane,
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
        <div className="lab-grid">
          <River />
          {phone && (
            <>
              <LabTabs />
              <LabMenus />
            </>
          )}
          <div className="lab-pane">
            <PresetNote />
            <Pane />
          </div>
        </div>
      </div>
      <div
        className="requests-results"
        role="region"
        aria-label="Results"
        {...(phone ? {} : { tabIndex: 0 })}
      >
        <Results />
        {pane !== 'overview' && !phone && <Glance />}
      </div>
    </div>
  );
}

/** What the overview shows, small, beside a pane that looks closer. */
function Glance() {
  return (
    <div className="glance">
      <LatencyMap />
      <AnswersView />
    </div>
  );
}
