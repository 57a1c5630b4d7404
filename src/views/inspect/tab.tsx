/** The dock tab that looks into the network. */
import { Microscope } from 'lucide-react';
import * as say from '#messages/generated/inspectPanes.ts';
import type { DockTabView } from '../dock/DockTabView.ts';
import { lazyView } from '../lazyView.tsx';
import { InspectTabs } from './InspectTabs.tsx';

export const tab: DockTabView = {
  Panel: lazyView(() => import('./InspectDock.tsx').then((module) => module.InspectDock)),
  subject: say.theInspector,
  icon: <Microscope size={18} strokeWidth={1.75} aria-hidden />,
  Bar: InspectTabs,
};
