/**
 * Which stage each request of a trace was in at one moment. Times are as traced, with one exception for the eye: a batch
 * stays in its instance's box for a moment even where it was computed faster than that, unless the next one pushes it out.
 */
import type { TimelineIndex } from '../../trace/timelineIndex.ts';
import { createBounds, writeBounds } from '../../trace/timelineSegments.ts';

export interface RiverGuest {
  readonly place: number;
  readonly id: number;
  /** As `writeBounds` gives them. */
  readonly bounds: Float64Array;
}

export interface RiverBatch {
  readonly place: number;
  readonly instance: number;
  readonly batchedMs: number;
  readonly computedMs: number;
  /** When its outputs had been read back. */
  readonly doneMs: number;
  /** When its dots set off to their callers. */
  leavesMs: number;
  readonly members: RiverGuest[];
}

export interface RiverStages {
  /** Sent, and no instance was free for it yet. */
  readonly queue: readonly RiverGuest[];
  readonly gathering: readonly RiverGuest[];
  readonly onDevice: readonly RiverBatch[];
  readonly leaving: readonly RiverBatch[];
  /** Ended without a batch. */
  readonly lost: readonly RiverGuest[];
  readonly delivered: number;
}

/** @param holdMs how long a batch is seen in its box at least; @param leavingMs how long what has left is still seen */
export function riverStages(
  index: TimelineIndex,
  atMs: number,
  holdMs: number,
  leavingMs: number,
): RiverStages {
  const { ring } = index;
  const { columns } = ring;
  const queue: RiverGuest[] = [];
  const gathering: RiverGuest[] = [];
  const lost: RiverGuest[] = [];
  const batches = new Map<number, RiverBatch>();
  let delivered = ring.first;
  index.forEach(atMs - holdMs - leavingMs, atMs, (n, place) => {
    const bounds = writeBounds(columns, place, createBounds());
    const end = bounds[5]!;
    if (end <= atMs) delivered = Math.max(delivered, n + 1);
    if (columns.sentMs[place]! > atMs) return;
    const guest = { place, id: columns.ids[place]!, bounds };
    const number = columns.batches[place]!;
    if (number === 0 && end <= atMs) lost.push(guest);
    else if (number === 0 || atMs < bounds[3]!) (atMs >= bounds[2]! ? gathering : queue).push(guest);
    else {
      const batch = batches.get(number);
      if (batch) batch.members.push(guest);
      else batches.set(number, newBatch(guest));
    }
  });
  const all = [...batches.values()];
  delayLeaving(all, holdMs);
  return {
    queue,
    gathering,
    onDevice: all.filter(({ leavesMs }) => atMs < leavesMs),
    leaving: all.filter(({ leavesMs }) => atMs >= leavesMs),
    lost,
    delivered,
  };

  function newBatch(guest: RiverGuest): RiverBatch {
    const { place, bounds } = guest;
    const readBack = columns.readBackMs[place]!;
    const doneMs = Number.isNaN(readBack) ? bounds[5]! : readBack;
    return {
      place,
      instance: columns.instances[place]!,
      batchedMs: bounds[3]!,
      computedMs: bounds[4]!,
      doneMs,
      leavesMs: doneMs,
      members: [guest],
    };
  }
}

function delayLeaving(batches: readonly RiverBatch[], holdMs: number): void {
  const nextOn = new Map<number, number>();
  for (const batch of batches.toSorted((a, b) => b.batchedMs - a.batchedMs)) {
    const nextMs = nextOn.get(batch.instance) ?? Infinity;
    batch.leavesMs = Math.max(batch.doneMs, Math.min(batch.batchedMs + holdMs, nextMs));
    nextOn.set(batch.instance, batch.batchedMs);
  }
}
