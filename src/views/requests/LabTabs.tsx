/** Which pane of the lab is shown: on a desktop in the dock's bar, on a phone above the pane. */
import { LAB_PANES } from '#experiment/labPanes.ts';
import * as say from '#messages/generated/lab.ts';
import { useCommands } from '../CommandsContext.ts';
import { Toolbar } from '../controls/Toolbar.tsx';
import { useExperiment } from '../useExperiment.ts';
import { showPane } from './showPane.ts';

export function LabTabs() {
  const commands = useCommands();
  const shown = useExperiment(({ view }) => view.lab);
  return (
    <Toolbar className="lab-tabs" role="tablist" label={say.requestLab()}>
      {LAB_PANES.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          id={`lab-tab-${name}`}
          role="tab"
          aria-selected={name === shown}
          aria-controls="lab-pane"
          onClick={() => showPane(commands, name)}
        >
          {label()}
        </button>
      ))}
    </Toolbar>
  );
}
