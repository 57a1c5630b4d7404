/** The pane of capacity sweeps. */
import type { LabPaneView } from '../LabPaneView.ts';
import { SweepPane } from './SweepPane.tsx';

export const pane: LabPaneView = { Pane: SweepPane, showsRun: false, phoneHeight: 'content' };
