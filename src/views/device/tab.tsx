/** The dock tab of devices. */
import { Cpu } from 'lucide-react';
import * as say from '#messages/generated/parts.ts';
import type { DockTabView } from '../dock/DockTabView.ts';
import { lazyView } from '../lazyView.tsx';

export const tab: DockTabView = {
  Panel: lazyView(() => import('./DeviceTab.tsx').then((module) => module.DeviceTab)),
  subject: say.theDevices,
  icon: <Cpu size={18} strokeWidth={1.75} aria-hidden />,
};
