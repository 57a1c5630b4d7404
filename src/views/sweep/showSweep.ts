/** How a pane of Sweep comes to the front with room enough for its pictures. */
import type { Commands } from '#commands/Commands.ts';
import type { ViewSpec } from '#experiment/experiment.ts';
import type { SweepPane } from '#experiment/sweepPanes.ts';
import { uiStore } from '#state/uiStore.ts';

/** What the panes are drawn for; a smaller dock is raised to it, a larger one stays. */
const HEIGHT_PX = 600;

/** Makes room for the tab when it is opened by its button, a link or a script, in any layout. */
export function makeRoomToSweep({ dock }: Pick<ViewSpec, 'dock'>): void {
  if (dock !== 'sweep') return;
  const { dockHeightPx } = uiStore.getState();
  uiStore.setState({ phoneTab: 'sweep', dockHeightPx: Math.max(dockHeightPx, HEIGHT_PX) });
}

export function showSweep(commands: Commands, pane: SweepPane): void {
  makeRoomToSweep({ dock: 'sweep' });
  commands.edit(
    (experiment) =>
      experiment.view.sweep === pane && experiment.view.dock === 'sweep'
        ? experiment
        : { ...experiment, view: { ...experiment.view, dock: 'sweep', sweep: pane } },
    'dock',
  );
}
