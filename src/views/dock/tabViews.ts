/** The tabs of the dock by name: each is a folder of `views/` with a `tab.tsx`. `tabViews.test.ts` holds that none is missing. */
import { DOCK_TAB_NAMES, type DockTab } from '#experiment/dockTabs.ts';
import type { DockTabView } from './DockTabView.ts';

const MODULES = import.meta.glob<{ readonly tab: DockTabView }>('../*/tab.tsx', { eager: true });

export const TAB_VIEWS = Object.fromEntries(
  DOCK_TAB_NAMES.map((name) => [name, MODULES[`../${name}/tab.tsx`]?.tab]),
) as Readonly<Record<DockTab, DockTabView>>;
