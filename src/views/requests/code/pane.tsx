/** The pane of client code. */
import type { LabPaneView } from '../LabPaneView.ts';
import { CodePane } from './CodePane.tsx';

export const pane: LabPaneView = { Pane: CodePane, showsRun: false, phoneHeight: 'content' };
