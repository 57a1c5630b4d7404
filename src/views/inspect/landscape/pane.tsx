import type { InspectPaneView } from '../paneViews.ts';
import { LandscapePane } from './LandscapePane.tsx';

export const pane: InspectPaneView = { Pane: LandscapePane };
