/** Which pane of Inspect is shown: on a desktop in the dock's bar, on a phone above the pane. */
import { INSPECT_PANES } from '#experiment/inspectPanes.ts';
import * as say from '#messages/generated/inspectPanes.ts';
import { useCommands } from '../CommandsContext.ts';
import { PaneTabs } from '../dock/PaneTabs.tsx';
import { useExperiment } from '../useExperiment.ts';
import { showInspect } from './showInspect.ts';

export function InspectTabs() {
  const commands = useCommands();
  const shown = useExperiment(({ view }) => view.inspect);
  return (
    <PaneTabs
      id="inspect"
      label={say.inspectPanes()}
      panes={INSPECT_PANES}
      shown={shown}
      onShow={(pane) => showInspect(commands, pane)}
    />
  );
}
