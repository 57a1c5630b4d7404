/** Tabs of a phone, in order: the parts that a desktop shows at once, then the tabs of its dock. */
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import type { PhoneTab } from '#state/uiStore.ts';

export const PHONE_TABS: readonly { readonly id: PhoneTab; readonly label: string }[] = [
  { id: 'data', label: 'Data' },
  { id: 'network', label: 'Network' },
  ...DOCK_TABS.map(({ name, label }) => ({ id: name, label })),
];
