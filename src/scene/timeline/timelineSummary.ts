/** The timeline in a sentence: number of requests and clients, outcomes, and mean time of each stage. */
import { meanText } from '#messages/clockText.ts';
import * as say from '#messages/generated/timeline.ts';
import { listText } from '#messages/listText.ts';
import { OK } from '#trace/outcomes.ts';
import { SEGMENTS, createBounds, writeBounds } from '#trace/timelineSegments.ts';
import type { TraceRing } from '#trace/TraceRing.ts';

/** Means over more requests would cost a frame. */
const MOST = 4_096;

export function timelineSummary(ring: TraceRing, clockStepMs: number): string {
  const first = Math.max(ring.first, ring.total - MOST);
  const count = ring.total - first;
  if (count <= 0) return say.noRequests();
  const sums = new Float64Array(SEGMENTS.length);
  const bounds = createBounds();
  const clients = new Set<number>();
  const batches = new Set<number>();
  let answered = 0;
  for (let n = first; n < ring.total; n++) {
    const at = ring.indexOf(n);
    clients.add(ring.columns.clients[at]!);
    if (ring.columns.batches[at] !== 0) batches.add(ring.columns.batches[at]!);
    if (ring.columns.outcomes[at] !== OK) continue;
    answered += 1;
    writeBounds(ring.columns, at, bounds);
    for (let k = 0; k < sums.length; k++) sums[k] = sums[k]! + bounds[k + 1]! - bounds[k]!;
  }
  const summary = say.summary({
    part: count < ring.total - ring.first ? 'newest' : 'all',
    requests: count,
    clients: clients.size,
    batches: batches.size,
    ended: answered === count ? 'all' : 'some',
    answered,
  });
  if (answered === 0) return summary;
  const stages = SEGMENTS.map((segment, k) =>
    say.stage({ segment, time: `${meanText(sums[k]! / answered, clockStepMs, answered)}\u202fms` }),
  );
  return `${summary} ${say.onAverage({ stages: listText(stages) })}`;
}
