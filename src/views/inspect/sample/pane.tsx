import type { InspectPaneView } from '../paneViews.ts';
import { SamplePane } from './SamplePane.tsx';

export const pane: InspectPaneView = { Pane: SamplePane };
