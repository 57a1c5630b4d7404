/** State of the screen itself. Not part of a link. */
import { createStore } from 'zustand/vanilla';
import type { TableOptions } from '#experiment/tableReading.ts';
import type { DockTab } from '#experiment/dockTabs.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';
/** Network and output share a page on a phone. */
export type PhoneTab = 'data' | 'network' | DockTab;

/** A unit of the network: layer −1 is the inputs, 0 the first layer after them. */
export interface UnitId {
  readonly layer: number;
  readonly unit: number;
}

/** What the sheet that imports a table opens with. */
export interface TableAsked {
  /** A text or a file; the sheet asks for one where there is none. */
  readonly source?: string | Blob;
  readonly options?: TableOptions;
  readonly part?: { readonly trainShare: number; readonly seed: number };
  /** False where the source was made of the experiment, which lacks what was left out. */
  readonly isWhole?: boolean;
}

interface UiState {
  readonly theme: ThemeChoice;
  /** BCP 47 tag of the language that the reader chose; null: as the browser. It is in force from the next load of the page on. */
  readonly language: string | null;
  /** Larger text and stronger lines, to be read from the last row. As long as the page. */
  readonly projector: boolean;
  /** Whether keys without Ctrl or Cmd are shortcuts: speech input and accidental presses trigger them. */
  readonly singleKeys: boolean;
  /** Height of the dock in px. */
  readonly dockHeightPx: number;
  readonly phoneTab: PhoneTab;
  /** The unit whose map is shown large, while hovered or focused. */
  readonly hovered: UnitId | null;
  /** While points are drawn: whether the canvas has the centre of the screen, or the network. */
  readonly canvasInCentre: boolean;
  readonly shareOpen: boolean;
  /** Taking the network away, and bringing one in. */
  readonly modelsOpen: boolean;
  readonly helpOpen: boolean;
  /** The sheet that imports a table; null while it is closed. */
  readonly tableSheet: TableAsked | null;
  readonly paletteOpen: boolean;
  /** The table of all weights. */
  readonly weightsOpen: boolean;
  /** Mark of the tour that is shown; null while there is none. */
  readonly tourAt: number | null;
  /** Whether the tour has been gone through or skipped: it does not begin by itself again. */
  readonly tourDone: boolean;
  /** Words of the note that the reader has hidden: of the link that was opened. */
  readonly hiddenNote: string | null;
  /** Notice at the bottom of the screen, e.g. that a link was copied. */
  readonly notice: {
    readonly text: string;
    readonly tone: 'plain' | 'error';
    /** Action offered beside it; such a notice stays until it is closed or the action is outdated. */
    readonly offer?: 'reload' | 'afresh';
  } | null;
}

/** High enough for the live view, its strip, and the results beside it. */
export const DOCK_DEFAULT_PX = 226;

export const uiStore = createStore<UiState>(() => ({
  theme: 'system',
  language: null,
  projector: false,
  singleKeys: true,
  dockHeightPx: DOCK_DEFAULT_PX,
  phoneTab: 'network',
  hovered: null,
  canvasInCentre: true,
  shareOpen: false,
  modelsOpen: false,
  helpOpen: false,
  tableSheet: null,
  paletteOpen: false,
  weightsOpen: false,
  tourAt: null,
  tourDone: false,
  hiddenNote: null,
  notice: null,
}));
