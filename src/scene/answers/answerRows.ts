/** Rows of the table of responses, read from the ring: all that match a search, and their ranks in both orders. */
import type { TraceRing } from '#trace/TraceRing.ts';
import type { Matcher } from './searchForm.ts';

/** Requests between two checks of the clock. */
const SLICE = 4_096;

export interface Matches {
  /** Newest first: requests of the run, `first ≤ n < total`. */
  readonly rows: Uint32Array;
  /** Requests scanned, from the newest; not all of them when the time was up. */
  readonly scanned: number;
}

/** @param budgetMs how long the search may take; Infinity for as long as it takes */
export function findMatches(
  ring: TraceRing,
  matches: Matcher,
  budgetMs: number,
  nowMs: () => number = () => performance.now(),
): Matches {
  const untilMs = nowMs() + budgetMs;
  const rows = new Uint32Array(ring.total - ring.first);
  let count = 0;
  let n = ring.total - 1;
  for (; n >= ring.first; n--) {
    const scanned = ring.total - 1 - n;
    if (scanned > 0 && scanned % SLICE === 0 && nowMs() >= untilMs) break;
    if (!matches(ring.columns, ring.indexOf(n))) continue;
    rows[count] = n;
    count += 1;
  }
  return { rows: rows.subarray(0, count), scanned: ring.total - 1 - n };
}

/**
 * Rank in order of sending, from 1, of each id among the requests from `from` to the newest; all earlier requests count as
 * sent before. Ids grow in order of sending with few gaps, so counting them replaces a sort.
 */
export function sendRanks(ring: TraceRing, from = ring.first): (id: number) => number {
  const { ids } = ring.columns;
  let least = Infinity;
  let most = -Infinity;
  for (let n = from; n < ring.total; n++) {
    const id = ids[ring.indexOf(n)]!;
    if (id < least) least = id;
    if (id > most) most = id;
  }
  if (!(most >= least)) return () => Number.NaN;
  const places = new Uint32Array(most - least + 1);
  for (let n = from; n < ring.total; n++) places[ids[ring.indexOf(n)]! - least] = 1;
  let sum = from;
  for (let i = 0; i < places.length; i++) {
    sum += places[i]!;
    places[i] = sum;
  }
  return (id) => places[id - least] ?? Number.NaN;
}
