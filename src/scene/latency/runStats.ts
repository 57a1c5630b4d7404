/** Statistics of the present run, updated incrementally: each call counts only requests that are new since the last. */
import type { Interval } from '#canvas/timePlot.ts';
import type { LoadTrace } from '#state/feeds.ts';
import { TraceStats } from '#trace/TraceStats.ts';

/** Statistics of the whole run, or of an interval of it. */
export type RunStats = (trace: LoadTrace, interval: Interval | null) => TraceStats;

export function createRunStats(): RunStats {
  let whole: TraceStats | null = null;
  let part: { readonly interval: Interval; readonly stats: TraceStats } | null = null;
  let startedAt = Number.NaN;
  return (trace, interval) => {
    if (trace.startedAt !== startedAt || !whole) {
      [startedAt, whole, part] = [trace.startedAt, new TraceStats(), null];
    }
    whole.take(trace.ring);
    if (!interval) return whole;
    if (part?.interval !== interval) part = { interval, stats: new TraceStats(interval) };
    part.stats.take(trace.ring);
    return part.stats;
  };
}
