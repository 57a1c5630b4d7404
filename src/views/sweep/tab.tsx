/** The dock tab that trains many networks at once. */
import { Grid3x3 } from 'lucide-react';
import * as say from '#messages/generated/sweepPanes.ts';
import type { DockTabView } from '../dock/DockTabView.ts';
import { lazyView } from '../lazyView.tsx';
import { SweepTabs } from './SweepTabs.tsx';

export const tab: DockTabView = {
  Panel: lazyView(() => import('./SweepDock.tsx').then((module) => module.SweepDock)),
  subject: say.theSweep,
  icon: <Grid3x3 size={18} strokeWidth={1.75} aria-hidden />,
  Bar: SweepTabs,
};
