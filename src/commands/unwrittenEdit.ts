/**
 * The last edit of a page that is left before its address holds it. Encoding a link is asynchronous (compression), and a page that is
 * closed or reloaded runs no more promises, so the experiment is stored in sessionStorage as plain JSON, which is synchronous. The
 * next start of the tab reads it, if it opens the same address.
 */
import type { Experiment } from '#experiment/experiment.ts';

const KEY = 'fanout.unwritten';

export interface UnwrittenEdit {
  /** @param hashes recent values of `location.hash`: a reload may use any of them */
  keep(hashes: readonly string[], experiment: Experiment): void;
  drop(): void;
}

/** Without effect where storage is denied or full. */
export function unwrittenEdit(storage: () => Storage): UnwrittenEdit {
  return {
    keep(hashes, experiment) {
      try {
        storage().setItem(KEY, JSON.stringify({ hashes, experiment }));
      } catch {
        // the address still has the edit before it
      }
    },
    drop() {
      try {
        storage().removeItem(KEY);
      } catch {
        // then nothing was kept
      }
    },
  };
}

/** What was kept at this address, unchecked; undefined for nothing. */
export function readUnwritten(storage: () => Storage, hash: string): unknown {
  try {
    const kept = JSON.parse(storage().getItem(KEY) ?? 'null') as {
      hashes?: unknown;
      experiment?: unknown;
    } | null;
    return Array.isArray(kept?.hashes) && kept.hashes.includes(hash) ? kept.experiment : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this load returns to an entry of the tab's history (reload, Back), as opposed to a newly opened address. */
export function isReturn(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}
