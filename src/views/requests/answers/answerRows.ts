/** Rows of the table of answers, read from the ring: the newest matches, and their places in both orders. */
import type { TraceRing } from '../../../trace/TraceRing.ts';
import type { Matcher } from './searchForm.ts';

/** More rows would cost a frame, and nobody reads them. */
export const SHOWN_ROWS = 200;
/** How long a search may take of a frame. */
const SCAN_BUDGET_MS = 8;
/** Requests between two looks at the clock. */
const SLICE = 4_096;

export interface Matches {
  /** Newest first, at most SHOWN_ROWS: requests of the run, `first ≤ n < total`. */
  readonly shown: readonly number[];
  readonly count: number;
  /** Requests looked at, from the newest; fewer than are kept when the time was up. */
  readonly scanned: number;
}

export function findMatches(
  ring: TraceRing,
  matches: Matcher,
  nowMs: () => number = () => performance.now(),
): Matches {
  const untilMs = nowMs() + SCAN_BUDGET_MS;
  const shown: number[] = [];
  let count = 0;
  let n = ring.total - 1;
  for (; n >= ring.first; n--) {
    const scanned = ring.total - 1 - n;
    if (scanned > 0 && scanned % SLICE === 0 && nowMs() >= untilMs) break;
    if (!matches(ring.columns, ring.place(n))) continue;
    count += 1;
    if (shown.length < SHOWN_ROWS) shown.push(n);
  }
  return { shown, count, scanned: ring.total - 1 - n };
}

/**
 * Place in order of sending, from 1, of each id among the requests from `from` to the newest; those before it count as
 * sent before. Numbers grow in order of sending with few gaps, so counting them needs no sort.
 */
export function sendingPlaces(ring: TraceRing, from = ring.first): (id: number) => number {
  const { ids } = ring.columns;
  let least = Infinity;
  let most = -Infinity;
  for (let n = from; n < ring.total; n++) {
    const id = ids[ring.place(n)]!;
    if (id < least) least = id;
    if (id > most) most = id;
  }
  if (!(most >= least)) return () => Number.NaN;
  const places = new Uint32Array(most - least + 1);
  for (let n = from; n < ring.total; n++) places[ids[ring.place(n)]! - least] = 1;
  let sum = from;
  for (let i = 0; i < places.length; i++) {
    sum += places[i]!;
    places[i] = sum;
  }
  return (id) => places[id - least] ?? Number.NaN;
}
