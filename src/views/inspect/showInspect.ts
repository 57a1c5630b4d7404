/** How a pane of Inspect comes to the front with room enough to be read. */
import type { Commands } from '#commands/Commands.ts';
import type { ViewSpec } from '#experiment/experiment.ts';
import type { InspectPane } from '#experiment/inspectPanes.ts';
import { uiStore } from '#state/uiStore.ts';

/** What the panes are drawn for; a smaller dock is raised to it, a larger one stays. One sample leaves the network its room. */
const HEIGHT_PX = 452;
const SAMPLE_PX = 372;

/** Makes room for a pane that is opened by its tab, a link or a script, in any layout. */
export function makeRoomToInspect({ dock, inspect }: Pick<ViewSpec, 'dock' | 'inspect'>): void {
  if (dock !== 'inspect') return;
  const wanted = inspect === 'sample' ? SAMPLE_PX : HEIGHT_PX;
  const { dockHeightPx } = uiStore.getState();
  uiStore.setState({ phoneTab: 'inspect', dockHeightPx: Math.max(dockHeightPx, wanted) });
}

export function showInspect(commands: Commands, pane: InspectPane): void {
  makeRoomToInspect({ dock: 'inspect', inspect: pane });
  commands.edit(
    (experiment) =>
      experiment.view.inspect === pane && experiment.view.dock === 'inspect'
        ? experiment
        : { ...experiment, view: { ...experiment.view, dock: 'inspect', inspect: pane } },
    'dock',
  );
}
