/**
 * The panes of the dock tab Sweep, in the order of their tabs: what a link names, and what the screen calls it. The pane itself is the
 * folder of this name in `views/sweep/`.
 */
import * as say from '#messages/generated/sweepPanes.ts';

export const SWEEP_PANES = [
  { name: 'grid', label: say.grid },
  { name: 'seeds', label: say.seeds },
  { name: 'runs', label: say.runs },
] as const;

export type SweepPane = (typeof SWEEP_PANES)[number]['name'];

export const SWEEP_PANE_NAMES: readonly SweepPane[] = SWEEP_PANES.map(({ name }) => name);
