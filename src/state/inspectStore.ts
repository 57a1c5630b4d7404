/** What Inspect follows: a sample, one unit of the network, one term of its sum, and how far it has been followed. Not part of a link. */
import { createStore } from 'zustand/vanilla';
import type { SampleInspection, UpdateRule } from '#protocol/inspect.ts';
import type { UnitId } from './uiStore.ts';

export type { SampleInspection, UpdateRule };

/** A sample by its place in its part of the data, or a raw row that is none: any place of the plane, a drawn digit. */
export type Followed =
  { readonly split: 'train' | 'test'; readonly index: number } | { readonly raw: Float32Array };

/** One row and what became of it. */
export interface FollowedRow {
  /** [inputs], as the network sees it. */
  readonly row: Float32Array;
  readonly inspection: SampleInspection;
}

interface InspectState {
  readonly followed: Followed;
  /** The newest answer; null while there is none, or while nobody follows. */
  readonly found: FollowedRow | null;
  /** The unit whose sum is shown; null for the first output. */
  readonly chosen: UnitId | null;
  /** The term pointed at: the unit it comes from, −1 for the bias. */
  readonly term: number | null;
  /** Number of the phase that is shown; null for all of them. */
  readonly phase: number | null;
  /** Cell of the confusion matrix whose samples are listed: truth, prediction. */
  readonly cell: readonly [number, number] | null;
}

export const inspectStore = createStore<InspectState>(() => ({
  followed: { split: 'test', index: 0 },
  found: null,
  chosen: null,
  term: null,
  phase: null,
  cell: null,
}));
