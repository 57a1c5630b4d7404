/**
 * The life of one request as times without holes. A trace has NaN where a request never arrived; a picture needs bars
 * that end somewhere, so a segment that was entered and not left lasts until delivery, and one never entered is empty.
 */
import type { RequestTrace } from './RequestTrace.ts';

/** In order of time. `sending`: from the plan until the queue; `readBack` includes delivery. */
export const SEGMENTS = ['sending', 'queue', 'batchWait', 'compute', 'readBack'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Bounds of the five segments in ms, ascending: segment k lies between `bounds[k]` and `bounds[k + 1]`. */
export function createBounds(): Float64Array {
  return new Float64Array(SEGMENTS.length + 1);
}

/** Writes the bounds of the request at `place` of the columns; returns `bounds`. */
export function writeBounds(trace: RequestTrace, place: number, bounds: Float64Array): Float64Array {
  const end = trace.deliveredMs[place]!;
  bounds[0] = startMs(trace, place);
  bounds[1] = trace.enqueuedMs[place]!;
  bounds[2] = trace.freeMs[place]!;
  bounds[3] = trace.batchedMs[place]!;
  bounds[4] = trace.computedMs[place]!;
  bounds[5] = end;
  // A batch says that an instance was free, even where nobody noted since when.
  if (Number.isNaN(bounds[2])) bounds[2] = bounds[3]!;
  for (let k = 1; k < 5; k++) {
    const time = bounds[k]!;
    // Clocks of two workers differ by microseconds: never let a segment run backwards.
    bounds[k] = Number.isNaN(time) ? end : Math.min(end, Math.max(bounds[k - 1]!, time));
  }
  return bounds;
}

/** When the request's story begins: as planned, or as sent where there was no plan. */
export function startMs(trace: RequestTrace, place: number): number {
  const planned = trace.plannedMs[place]!;
  const sent = trace.sentMs[place]!;
  return Number.isNaN(planned) ? sent : Math.min(planned, sent);
}
