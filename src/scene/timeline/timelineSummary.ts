/** The timeline in a sentence: number of requests and clients, outcomes, and mean time of each stage. */
import { meanText } from '#messages/clockText.ts';
import { countText } from '#messages/numberText.ts';
import { OK } from '#trace/outcomes.ts';
import { SEGMENTS, createBounds, writeBounds } from '#trace/timelineSegments.ts';
import type { TraceRing } from '#trace/TraceRing.ts';
import { SEGMENT_LABELS } from './requestStory.ts';

/** Means over more requests would cost a frame. */
const MOST = 4_096;

export function timelineSummary(ring: TraceRing, clockStepMs: number): string {
  const first = Math.max(ring.first, ring.total - MOST);
  const count = ring.total - first;
  if (count <= 0) return 'No requests yet.';
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
  const which = count < ring.total - ring.first ? `The newest ${countText(count)}` : countText(count);
  const people = `${countText(clients.size)} ${clients.size === 1 ? 'client' : 'clients'}`;
  const stages = SEGMENTS.map(
    (segment, k) =>
      `${SEGMENT_LABELS[segment].toLowerCase()} ${meanText(sums[k]! / answered, clockStepMs, answered)} ms`,
  );
  const times = answered > 0 ? ` On average ${stages.join(', ')}.` : '';
  const ended = answered === count ? 'all answered' : `${countText(answered)} of them answered`;
  return `${which} requests of ${people} in ${countText(batches.size)} batches, ${ended}.${times}`;
}
