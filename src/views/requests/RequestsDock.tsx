/**
 * The request lab: load and server settings on the left, results on the right, and one pane between them. All of it is real
 * inference on the network above.
 */
import { LAB_PANES } from '#experiment/labPanes.ts';
import * as say from '#messages/generated/requests.ts';
import { useExperiment } from '../useExperiment.ts';
import { Region } from '../Region.tsx';
import { useOnePart } from '../useLayout.ts';
import { focusFirst } from '../focus/SkipLinks.tsx';
import { AnswersView } from './AnswersView.tsx';
import { LabMenus } from './LabMenus.tsx';
import { LabTabs } from './LabTabs.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { LatencyMap } from './overview/Overview.tsx';
import { OlderRunNote } from './OlderNote.tsx';
import { PANE_VIEWS } from './paneViews.ts';
import { PresetNote } from './PresetMenu.tsx';
import { Results } from './Results.tsx';
import './RequestsDock.css';
import './RequestsPage.css';

export function RequestsDock() {
  const pane = useExperiment(({ view }) => view.lab);
  const phone = useOnePart();
  const { Pane, showsRun, phoneHeight } = PANE_VIEWS[pane];
  return (
    <div className="requests" data-pane={pane} data-phone-height={phoneHeight}>
      <button type="button" className="skip-link" onClick={() => focusFirst(['#lab-pane'])}>
        {say.skipTo({ pane: LAB_PANES.find(({ name }) => name === pane)!.label() })}
      </button>
      <div className="requests-load">
        <Region name={say.theLoad()}>
          <LoadPanel />
        </Region>
      </div>
      <div className="requests-middle">
        <div className="lab-grid">
          {phone && (
            <>
              <LabTabs />
              <LabMenus />
            </>
          )}
          <div
            id="lab-pane"
            className="lab-pane"
            role="tabpanel"
            aria-labelledby={`lab-tab-${pane}`}
            tabIndex={-1}
          >
            <PresetNote />
            {showsRun && <OlderRunNote />}
            <Region key={pane} name={say.thisPane()}>
              <Pane />
            </Region>
          </div>
        </div>
      </div>
      <div
        className="requests-results"
        role="region"
        aria-label={say.results()}
        {...(phone ? {} : { tabIndex: 0 })}
      >
        <Region name={say.theResults()}>
          <Results />
        </Region>
        {pane !== 'overview' && !phone && <Glance />}
      </div>
    </div>
  );
}

/** A small overview beside the other panes. */
function Glance() {
  return (
    <div className="glance">
      <LatencyMap />
      <AnswersView />
    </div>
  );
}
