/**
 * The tabs of the dock, in order: what a link names, and what the screen calls it. The tab itself is the folder of this name in
 * `views/`. The tabs in index.html are made from this list when the page is built.
 */
import * as say from '#messages/generated/dock.ts';

export const DOCK_TABS = [
  { name: 'requests', label: say.requests },
  { name: 'inspect', label: say.inspect },
  { name: 'sweep', label: say.sweep },
  { name: 'device', label: say.device },
] as const;

export type DockTab = (typeof DOCK_TABS)[number]['name'];

export const DOCK_TAB_NAMES: readonly DockTab[] = DOCK_TABS.map(({ name }) => name);
