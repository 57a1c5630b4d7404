/** A few requests kept for longer than their ring keeps them: a busy run overwrites it within a second. */
import { createTrace, TRACE_COLUMNS, type TraceColumn } from './RequestTrace.ts';
import { TimelineIndex } from './timelineIndex.ts';
import { TraceRing } from './TraceRing.ts';

/** The requests that lived between two times, the newest `most` of them, in a ring of their own. */
export function timelineExcerpt(
  index: TimelineIndex,
  fromMs: number,
  toMs: number,
  most: number,
): TimelineIndex {
  const { ring } = index;
  const found: number[] = [];
  index.forEach(fromMs, toMs, (_, place) => found.push(place));
  const places = most < found.length ? found.slice(-most) : found;
  const block = createTrace(places.length);
  for (const name of Object.keys(TRACE_COLUMNS) as TraceColumn[]) {
    const [to, from] = [block[name], ring.columns[name]];
    for (const [i, place] of places.entries()) to[i] = from[place]!;
  }
  const kept = new TraceRing(2 ** Math.ceil(Math.log2(Math.max(1, places.length))));
  const excerpt = new TimelineIndex(kept);
  kept.add(block);
  excerpt.take();
  return excerpt;
}
