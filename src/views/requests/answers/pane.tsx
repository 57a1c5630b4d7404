/** The pane of single responses. */
import type { LabPaneView } from '../LabPaneView.ts';
import { AnswersPane } from './AnswersPane.tsx';

export const pane: LabPaneView = { Pane: AnswersPane, showsRun: true, phoneHeight: 'screen' };
