/** Which pane of the lab is shown: on a desktop in the dock's bar, on a phone above the pane. */
import { LAB_PANES } from '#experiment/labPanes.ts';
import * as say from '#messages/generated/lab.ts';
import { useCommands } from '../CommandsContext.ts';
import { PaneTabs } from '../dock/PaneTabs.tsx';
import { useExperiment } from '../useExperiment.ts';
import { showPane } from './showPane.ts';

export function LabTabs() {
  const commands = useCommands();
  const shown = useExperiment(({ view }) => view.lab);
  return (
    <PaneTabs
      id="lab"
      label={say.requestLab()}
      panes={LAB_PANES}
      shown={shown}
      onShow={(pane) => showPane(commands, pane)}
    />
  );
}
