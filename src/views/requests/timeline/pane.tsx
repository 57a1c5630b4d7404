/** The pane of requests and batches over time. */
import type { LabPaneView } from '../LabPaneView.ts';
import { TimelinePane } from './TimelinePane.tsx';

export const pane: LabPaneView = { Pane: TimelinePane, showsRun: true, phoneHeight: 'screen' };
