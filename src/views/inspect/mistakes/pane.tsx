import type { InspectPaneView } from '../paneViews.ts';
import { MistakesPane } from './MistakesPane.tsx';

export const pane: InspectPaneView = { Pane: MistakesPane };
