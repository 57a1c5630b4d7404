/** The panes of Inspect by name: each is a folder with a `pane.tsx`. `paneViews.test.ts` holds that none is missing. */
import type { ComponentType } from 'react';
import { INSPECT_PANE_NAMES, type InspectPane } from '#experiment/inspectPanes.ts';

/** What `pane.tsx` in the folder of a pane exports as `pane`. */
export interface InspectPaneView {
  readonly Pane: ComponentType;
}

const MODULES = import.meta.glob<{ readonly pane: InspectPaneView }>('./*/pane.tsx', { eager: true });

export const PANE_VIEWS = Object.fromEntries(
  INSPECT_PANE_NAMES.map((name) => [name, MODULES[`./${name}/pane.tsx`]?.pane]),
) as Readonly<Record<InspectPane, InspectPaneView>>;
