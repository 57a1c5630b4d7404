/** What the screen remembers of itself: nothing here goes into a link. */
import { createStore } from 'zustand/vanilla';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type PhoneTab = 'data' | 'network' | 'output' | 'requests' | 'device';

/** A unit of the network: layer −1 is the inputs, 0 the first layer after them. */
export interface UnitId {
  readonly layer: number;
  readonly unit: number;
}

interface UiState {
  readonly theme: ThemeChoice;
  /** Height of the dock in px. */
  readonly dockHeightPx: number;
  readonly phoneTab: PhoneTab;
  /** The unit whose map is shown large, while hovered or focused. */
  readonly hovered: UnitId | null;
  readonly shareOpen: boolean;
  readonly helpOpen: boolean;
  /** One line at the foot of the screen: a link was copied, a link was broken. */
  readonly notice: { readonly text: string; readonly tone: 'plain' | 'error' } | null;
}

export const uiStore = createStore<UiState>(() => ({
  theme: 'system',
  dockHeightPx: 204,
  phoneTab: 'network',
  hovered: null,
  shareOpen: false,
  helpOpen: false,
  notice: null,
}));
