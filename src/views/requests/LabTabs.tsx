/** Which pane of the lab is shown: on a desktop in the dock's bar, on a phone above the pane. */
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { PANES, showPane } from './labPanes.ts';

export function LabTabs() {
  const commands = useCommands();
  const shown = useExperiment(({ view }) => view.lab);
  return (
    <nav className="lab-tabs" aria-label="Request lab">
      {PANES.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          aria-current={id === shown ? 'true' : undefined}
          onClick={() => showPane(commands, id)}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
