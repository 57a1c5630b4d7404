/** Copies a few requests out of a ring: a busy run overwrites it within a second. */
import { createTrace, TRACE_COLUMNS, type TraceColumn } from './RequestTrace.ts';
import { TimelineIndex } from './timelineIndex.ts';
import { TraceRing } from './TraceRing.ts';

/** The newest `most` requests that were open between two times, in a ring of their own. */
export function timelineExcerpt(
  index: TimelineIndex,
  fromMs: number,
  toMs: number,
  most: number,
): TimelineIndex {
  const { ring } = index;
  const found: number[] = [];
  index.forEach(fromMs, toMs, (_, index) => found.push(index));
  const indexes = most < found.length ? found.slice(-most) : found;
  const block = createTrace(indexes.length);
  for (const name of Object.keys(TRACE_COLUMNS) as TraceColumn[]) {
    const [to, from] = [block[name], ring.columns[name]];
    for (const [i, index] of indexes.entries()) to[i] = from[index]!;
  }
  const kept = new TraceRing(2 ** Math.ceil(Math.log2(Math.max(1, indexes.length))));
  const excerpt = new TimelineIndex(kept);
  kept.add(block);
  excerpt.take();
  return excerpt;
}
