/** Brings a tab of the dock to the front, wherever the layout has put it. */
import type { Commands } from '../../actions/Commands.ts';
import type { ViewSpec } from '../../spec/experiment.ts';
import { uiStore } from '../../state/uiStore.ts';

export const DOCK_TABS_PX = 36;
export const DOCK_DEFAULT_PX = 204;
/** Less than this and the content of a tab cannot be read. */
const DOCK_READABLE_PX = 120;

export function showDock(commands: Commands, tab: ViewSpec['dock']): void {
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
