/** What `pane.tsx` in the folder of a lab pane exports as `pane`. Its name and label stand in `experiment/labPanes.ts`. */
import type { ComponentType } from 'react';

export interface LabPaneView {
  readonly Pane: ComponentType;
  /** Whether it shows the last run; the others keep their own results. A note says when the run was of another network. */
  readonly showsRun: boolean;
  /** On a phone: as high as the screen has room, with what is longer scrolling inside; or as high as its content. */
  readonly phoneHeight: 'screen' | 'content';
}
