/** Inspect: what is inside the network under way. One pane at a time, each with the numbers that `window.fanout` gives. */
import { INSPECT_PANES } from '#experiment/inspectPanes.ts';
import * as say from '#messages/generated/requests.ts';
import { focusFirst } from '../focus/SkipLinks.tsx';
import { Region } from '../Region.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useOnePart } from '../useLayout.ts';
import { InspectTabs } from './InspectTabs.tsx';
import { PANE_VIEWS } from './paneViews.ts';
import './InspectDock.css';
import './InspectPage.css';

export function InspectDock() {
  const pane = useExperiment(({ view }) => view.inspect);
  const phone = useOnePart();
  const { Pane } = PANE_VIEWS[pane];
  return (
    <div className="inspect" data-pane={pane}>
      <button type="button" className="skip-link" onClick={() => focusFirst(['#inspect-pane'])}>
        {say.skipTo({ pane: INSPECT_PANES.find(({ name }) => name === pane)!.label() })}
      </button>
      {phone && <InspectTabs />}
      <div
        id="inspect-pane"
        className="inspect-pane"
        role="tabpanel"
        aria-labelledby={`inspect-tab-${pane}`}
        tabIndex={-1}
      >
        <Region key={pane} name={say.thisPane()}>
          <Pane />
        </Region>
      </div>
    </div>
  );
}
