/** The dock tab of the request lab. */
import { ChartNoAxesGantt } from 'lucide-react';
import * as say from '#messages/generated/lab.ts';
import type { DockTabView } from '../dock/DockTabView.ts';
import { lazyView } from '../lazyView.tsx';
import { LabTabs } from './LabTabs.tsx';

export const tab: DockTabView = {
  Panel: lazyView(() => import('./RequestsDock.tsx').then((module) => module.RequestsDock)),
  subject: say.theRequestLab,
  icon: <ChartNoAxesGantt size={18} strokeWidth={1.75} aria-hidden />,
  Bar: LabTabs,
  Menus: lazyView(() => import('./LabMenus.tsx').then((module) => module.LabMenus)),
};
