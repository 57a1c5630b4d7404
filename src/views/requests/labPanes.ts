/** The panes of the request lab, and how one comes to the front with room enough to be read. */
import type { Commands } from '../../actions/Commands.ts';
import { LAB_PANES, type LabPane } from '../../spec/vocabulary.ts';
import { uiStore } from '../../state/uiStore.ts';

export const PANE_WORDS: Readonly<Record<LabPane, string>> = {
  overview: 'Overview',
  timeline: 'Timeline',
  latency: 'Latency',
  answers: 'Answers',
  windows: 'Windows',
  sweep: 'Sweep',
  compare: 'Compare',
  code: 'Code',
};
/** Panes in their order on the bar. */
export const PANES = LAB_PANES.map((id) => ({ id, label: PANE_WORDS[id] }));

/** What the lab is drawn for; a smaller dock is raised to it, a larger one stays. */
const LAB_HEIGHT_PX = 612;
/** Less than this and a pane other than the overview cannot be read. */
const PANE_READABLE_PX = 400;

export function showPane(commands: Commands, pane: LabPane): void {
  const { dockHeightPx } = uiStore.getState();
  if (pane !== 'overview' && dockHeightPx < PANE_READABLE_PX) {
    uiStore.setState({ dockHeightPx: LAB_HEIGHT_PX });
  }
  commands.edit(
    (experiment) =>
      experiment.view.lab === pane && experiment.view.dock === 'requests'
        ? experiment
        : { ...experiment, view: { ...experiment.view, dock: 'requests', lab: pane } },
    'dock',
  );
}
