import type { InspectPaneView } from '../paneViews.ts';
import { LayersPane } from './LayersPane.tsx';

export const pane: InspectPaneView = { Pane: LayersPane };
