/** Sweep: settings on the left, small pictures of all networks in the middle, the one that is pointed at on the right. */
import { useStore } from 'zustand';
import { SWEEP_PANES } from '#experiment/sweepPanes.ts';
import * as parts from '#messages/generated/requests.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { trainingSweepStore } from '#state/trainingSweepStore.ts';
import { focusFirst } from '../focus/SkipLinks.tsx';
import { Region } from '../Region.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useOnePart } from '../useLayout.ts';
import { ChosenNetwork } from './ChosenNetwork.tsx';
import { GridPane } from './GridPane.tsx';
import { GridSettings } from './GridSettings.tsx';
import { LotterySettings } from './LotterySettings.tsx';
import { RunsPane } from './RunsPane.tsx';
import { SeedsPane } from './SeedsPane.tsx';
import { SweepTabs } from './SweepTabs.tsx';
import './SweepDock.css';
import './SweepRuns.css';

const PANES = { grid: GridPane, seeds: SeedsPane, runs: RunsPane };

export function SweepDock() {
  const pane = useExperiment(({ view }) => view.sweep);
  const phone = useOnePart();
  const hasCells = useStore(trainingSweepStore, ({ cells }) => cells.length > 0);
  const Pane = PANES[pane];
  return (
    <div className="sweeps" data-pane={pane}>
      <button type="button" className="skip-link" onClick={() => focusFirst(['#sweep-pane'])}>
        {parts.skipTo({ pane: SWEEP_PANES.find(({ name }) => name === pane)!.label() })}
      </button>
      {phone ? (
        <>
          <SweepTabs />
          <p className="sweeps-phone-note">{say.phoneNote()}</p>
        </>
      ) : (
        <div className="sweeps-settings">
          <Region name={parts.thisPane()}>{pane === 'seeds' ? <LotterySettings /> : <GridSettings />}</Region>
        </div>
      )}
      <div
        id="sweep-pane"
        className="sweeps-pane"
        role="tabpanel"
        aria-labelledby={`sweep-tab-${pane}`}
        tabIndex={-1}
      >
        <Region key={pane} name={parts.thisPane()}>
          <Pane />
        </Region>
      </div>
      {hasCells && (
        <div className="sweeps-chosen">
          <Region name={parts.thisPane()}>
            <ChosenNetwork />
          </Region>
        </div>
      )}
    </div>
  );
}
