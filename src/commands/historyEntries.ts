/**
 * Entries of the browser's history as values of this page: each carries a key in its state, which distinguishes an entry of this
 * page from a pasted link of the same text, and from entries before a reload.
 */
import type { Experiment } from '#experiment/experiment.ts';

/** Plain data: the browser copies it. */
export interface EntryKey {
  readonly page: number;
  readonly entry: number;
}

/** Chrome keeps 50 per tab. An entry beyond is opened from its link. */
const MOST_ENTRIES = 100;

export interface Entries {
  /** A key for an entry that is about to be written. */
  add(experiment: Experiment): EntryKey;
  /** The entry shows this experiment now. */
  set(key: EntryKey, experiment: Experiment): void;
  get(key: EntryKey): Experiment | undefined;
  /** The key in an entry's state, always the same object; null where this page has not written it. */
  keyOf(state: unknown): EntryKey | null;
}

export function createEntries(): Entries {
  // A new number after a reload, and in a duplicated tab.
  const page = performance.timeOrigin;
  const entries = new Map<number, { readonly key: EntryKey; experiment: Experiment }>();
  let last = 0;

  return {
    add(experiment) {
      const key = { page, entry: ++last };
      entries.set(key.entry, { key, experiment });
      entries.delete(last - MOST_ENTRIES);
      return key;
    },
    set(key, experiment) {
      const entry = entries.get(key.entry);
      if (entry) entry.experiment = experiment;
    },
    get: (key) => entries.get(key.entry)?.experiment,
    keyOf(state) {
      const { page: from, entry } = (state ?? {}) as Partial<EntryKey>;
      return (from === page && entry !== undefined && entries.get(entry)?.key) || null;
    },
  };
}
