/** The pane of time windows over the stream of responses. */
import type { LabPaneView } from '../LabPaneView.ts';
import { WindowsPane } from './WindowsPane.tsx';

export const pane: LabPaneView = { Pane: WindowsPane, showsRun: true, phoneHeight: 'screen' };
