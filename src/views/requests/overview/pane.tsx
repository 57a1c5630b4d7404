/** The pane that a new visitor sees first: predictions and latency side by side. */
import type { LabPaneView } from '../LabPaneView.ts';
import { Overview } from './Overview.tsx';

export const pane: LabPaneView = { Pane: Overview, showsRun: true, phoneHeight: 'content' };
