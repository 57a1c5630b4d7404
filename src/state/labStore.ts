/** What the request lab has picked out: shown in every pane that can show it. Nothing here goes into a link. */
import { createStore } from 'zustand/vanilla';

interface LabState {
  /** Number of the request that is pinned (`ids` of its trace); null for none. */
  readonly pinnedId: number | null;
  /** The preset that was started last; null when its note was closed. */
  readonly presetId: string | null;
}

export const labStore = createStore<LabState>(() => ({ pinnedId: null, presetId: null }));
