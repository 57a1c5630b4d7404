import type { InspectPaneView } from '../paneViews.ts';
import { PlanePane } from './PlanePane.tsx';

export const pane: InspectPaneView = { Pane: PlanePane };
