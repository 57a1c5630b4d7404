/** Tabs of a phone, in order: the parts that a desktop shows at once, then the tabs of its dock. */
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import * as say from '#messages/generated/frame.ts';
import type { PhoneTab } from '#state/uiStore.ts';

/** The page of lessons is none of the parts: it stands in place of them. */
export type PhonePage = PhoneTab | 'learn';

/** @param hasSweep a phone offers no sweep of its own, but shows the one that a link brings */
export const phoneTabs = (
  hasSweep = false,
): readonly { readonly id: PhonePage; readonly label: string }[] => [
  { id: 'data', label: say.data() },
  { id: 'network', label: say.network() },
  ...DOCK_TABS.filter(({ name }) => name !== 'sweep' || hasSweep).map(({ name, label }) => ({
    id: name,
    label: label(),
  })),
  { id: 'learn', label: say.lessons() },
];
