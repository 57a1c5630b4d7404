import type { InspectPaneView } from '../paneViews.ts';
import { OverviewPane } from './OverviewPane.tsx';

export const pane: InspectPaneView = { Pane: OverviewPane };
