/** What `tab.tsx` in the folder of a dock tab exports as `tab`. Its name and label stand in `experiment/dockTabs.ts`. */
import type { ComponentType, ReactNode } from 'react';

export interface DockTabView {
  /** Fetched when it is first shown (`lazyView`). */
  readonly Panel: ComponentType;
  /** Subject of the sentence that says it failed: "The request lab". */
  readonly subject: () => string;
  /** In the tabs of a phone, 18 px. */
  readonly icon: ReactNode;
  /** In the middle of the dock's bar while the tab is shown. */
  readonly Bar?: ComponentType;
  /** At the right end of the dock's bar while the tab is shown. */
  readonly Menus?: ComponentType;
}
