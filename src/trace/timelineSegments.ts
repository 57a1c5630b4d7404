/**
 * The life of one request as times without gaps. A trace has NaN where a request never got, and a bar must end
 * somewhere: a segment that was entered and not left lasts until delivery, and one never entered is empty.
 */
import { hasStages } from './clockStep.ts';
import type { RequestTrace } from './RequestTrace.ts';

/** In order of time. `sending`: from the planned arrival to the queue; `readBack` includes delivery. */
export const SEGMENTS = ['sending', 'queue', 'batchWait', 'compute', 'readBack'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Bounds of the five segments in ms, ascending: segment k lies between `bounds[k]` and `bounds[k + 1]`. */
export function createBounds(): Float64Array {
  return new Float64Array(SEGMENTS.length + 1);
}

/**
 * Writes the bounds of the request at `index` of the columns; returns `bounds`. A life too short for the clock's
 * resolution is all `sending`, the segment that says nothing about the server.
 */
export function writeBounds(
  trace: RequestTrace,
  index: number,
  bounds: Float64Array,
  clockStepMs = 0,
): Float64Array {
  const end = trace.deliveredMs[index]!;
  bounds[0] = startMs(trace, index);
  bounds[1] = trace.enqueuedMs[index]!;
  bounds[2] = trace.freeMs[index]!;
  bounds[3] = trace.batchedMs[index]!;
  bounds[4] = trace.computedMs[index]!;
  bounds[5] = end;
  if (!hasStages(end - bounds[0], clockStepMs)) return bounds.fill(end, 1);
  // A batch implies that an instance was free, even where the time is not known.
  if (Number.isNaN(bounds[2])) bounds[2] = bounds[3]!;
  for (let k = 1; k < 5; k++) {
    const time = bounds[k]!;
    // Clocks of two workers differ by microseconds: no segment may have a negative length.
    bounds[k] = Number.isNaN(time) ? end : Math.min(end, Math.max(bounds[k - 1]!, time));
  }
  return bounds;
}

/** When the request begins: its planned arrival, or its sending where there was no plan. */
export function startMs(trace: RequestTrace, index: number): number {
  const planned = trace.plannedMs[index]!;
  const sent = trace.sentMs[index]!;
  return Number.isNaN(planned) ? sent : Math.min(planned, sent);
}
