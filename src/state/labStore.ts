/** Selection in the request lab, shared by its panes. Not part of a link. */
import { createStore } from 'zustand/vanilla';

interface LabState {
  /** Id of the pinned request (`ids` of its trace); null for none. */
  readonly pinnedId: number | null;
  /** The preset that was started last; null once its note is closed. */
  readonly presetId: string | null;
  /** Measured capacity that set the preset's load, in responses per second; null where none is, or while it is measured. */
  readonly presetPerSecond: number | null;
}

export const labStore = createStore<LabState>(() => ({
  pinnedId: null,
  presetId: null,
  presetPerSecond: null,
}));
