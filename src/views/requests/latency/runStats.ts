/** The figures of the present run, gathered once for all who look: each call counts only what has come since the last. */
import type { Stretch } from '../../../paint/timePlot.ts';
import type { LoadTrace } from '../../../state/feeds.ts';
import { TraceStats } from '../../../trace/TraceStats.ts';

/** Figures of the whole run, or of a stretch of it. */
export type RunStats = (trace: LoadTrace, stretch: Stretch | null) => TraceStats;

export function createRunStats(): RunStats {
  let whole: TraceStats | null = null;
  let part: { readonly stretch: Stretch; readonly stats: TraceStats } | null = null;
  let startedAt = Number.NaN;
  return (trace, stretch) => {
    if (trace.startedAt !== startedAt || !whole) {
      [startedAt, whole, part] = [trace.startedAt, new TraceStats(), null];
    }
    whole.take(trace.ring);
    if (!stretch) return whole;
    if (part?.stretch !== stretch) part = { stretch, stats: new TraceStats(stretch) };
    part.stats.take(trace.ring);
    return part.stats;
  };
}
