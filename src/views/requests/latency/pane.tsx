/** The pane of latencies: map, distribution, percentiles. */
import type { LabPaneView } from '../LabPaneView.ts';
import { LatencyPane } from './LatencyPane.tsx';

export const pane: LabPaneView = { Pane: LatencyPane, showsRun: true, phoneHeight: 'screen' };
