/** The question marks come when the page is idle: nothing waits for them. */
import { lazyView } from '../lazyView.tsx';

export const RegionHelpLater = lazyView(
  () => import('./RegionHelp.tsx').then((module) => module.RegionHelp),
  {
    tell: 'notice',
  },
);
