/** How a pane of the request lab comes to the front with room enough to be read. */
import type { Commands } from '#commands/Commands.ts';
import type { ViewSpec } from '#experiment/experiment.ts';
import type { LabPane } from '#experiment/labPanes.ts';
import { uiStore } from '#state/uiStore.ts';

/** What the lab is drawn for; a smaller dock is raised to it, a larger one stays. */
const LAB_HEIGHT_PX = 612;
/** Minimum height at which a pane other than the overview can be read. */
const PANE_READABLE_PX = 400;

/** Makes room for a pane that is opened by its tab, a link or a script, in any layout. */
export function makeRoomFor({ dock, lab }: Pick<ViewSpec, 'dock' | 'lab'>): void {
  if (dock !== 'requests' || lab === 'overview') return;
  const { dockHeightPx } = uiStore.getState();
  uiStore.setState({
    phoneTab: 'requests',
    dockHeightPx: dockHeightPx < PANE_READABLE_PX ? LAB_HEIGHT_PX : dockHeightPx,
  });
}

export function showPane(commands: Commands, pane: LabPane): void {
  makeRoomFor({ dock: 'requests', lab: pane });
  commands.edit(
    (experiment) =>
      experiment.view.lab === pane && experiment.view.dock === 'requests'
        ? experiment
        : { ...experiment, view: { ...experiment.view, dock: 'requests', lab: pane } },
    'dock',
  );
}
