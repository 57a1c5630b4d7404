/** Which pane of Sweep is shown: on a desktop in the dock's bar, on a phone above the pane. */
import { SWEEP_PANES } from '#experiment/sweepPanes.ts';
import * as say from '#messages/generated/sweepPanes.ts';
import { useCommands } from '../CommandsContext.ts';
import { PaneTabs } from '../dock/PaneTabs.tsx';
import { useExperiment } from '../useExperiment.ts';
import { showSweep } from './showSweep.ts';

export function SweepTabs() {
  const commands = useCommands();
  const shown = useExperiment(({ view }) => view.sweep);
  return (
    <PaneTabs
      id="sweep"
      label={say.panesOfSweep()}
      panes={SWEEP_PANES}
      shown={shown}
      onShow={(pane) => showSweep(commands, pane)}
    />
  );
}
