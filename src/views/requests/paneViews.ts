/** The panes of the lab by name: each is a folder with a `pane.tsx`. `paneViews.test.ts` holds that none is missing. */
import { LAB_PANE_NAMES, type LabPane } from '#experiment/labPanes.ts';
import type { LabPaneView } from './LabPaneView.ts';

const MODULES = import.meta.glob<{ readonly pane: LabPaneView }>('./*/pane.tsx', { eager: true });

export const PANE_VIEWS = Object.fromEntries(
  LAB_PANE_NAMES.map((name) => [name, MODULES[`./${name}/pane.tsx`]?.pane]),
) as Readonly<Record<LabPane, LabPaneView>>;
