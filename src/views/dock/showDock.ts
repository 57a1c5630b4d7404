/** Shows a tab of the dock in any layout. */
import type { Commands } from '#commands/Commands.ts';
import type { DockTab } from '#experiment/dockTabs.ts';
import { DOCK_DEFAULT_PX, uiStore } from '#state/uiStore.ts';

export const DOCK_TABS_PX = 36;
/** Minimum height at which the content of a tab can be read. */
const DOCK_READABLE_PX = 120;

export function showDock(commands: Commands, tab: DockTab): void {
  const { dockHeightPx } = uiStore.getState();
  uiStore.setState({
    phoneTab: tab,
    dockHeightPx: dockHeightPx < DOCK_READABLE_PX ? DOCK_DEFAULT_PX : dockHeightPx,
  });
  commands.edit(
    (experiment) =>
      experiment.view.dock === tab ? experiment : { ...experiment, view: { ...experiment.view, dock: tab } },
    'dock',
  );
}
