/** The pane of comparisons and of the race of policies. */
import type { LabPaneView } from '../LabPaneView.ts';
import { ComparePane } from './ComparePane.tsx';

export const pane: LabPaneView = { Pane: ComparePane, showsRun: false, phoneHeight: 'content' };
