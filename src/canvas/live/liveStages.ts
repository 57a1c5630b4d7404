/**
 * The stage of each request of a trace at one moment. Times are as traced, with one exception: a batch is shown in its
 * instance for at least `holdMs`, even if it was computed faster, unless the next batch replaces it.
 */
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import { createBounds, writeBounds } from '#trace/timelineSegments.ts';

export interface LiveRequest {
  readonly entry: number;
  readonly id: number;
  /** Number of the batch that it will be computed in; 0 for none. */
  readonly batch: number;
  /** See `writeBounds`. */
  readonly bounds: Float64Array;
}

export interface LiveBatch {
  readonly entry: number;
  readonly instance: number;
  readonly batchedMs: number;
  readonly computedMs: number;
  /** When its outputs had been read back. */
  readonly doneMs: number;
  /** When its dots leave for their clients. */
  leavesMs: number;
  readonly members: LiveRequest[];
}

export interface LiveStages {
  /** Sent and not yet in a batch: on its way to the server, or waiting there. */
  readonly sent: readonly LiveRequest[];
  readonly onDevice: readonly LiveBatch[];
  readonly leaving: readonly LiveBatch[];
  /** Ended without a batch. */
  readonly lost: readonly LiveRequest[];
  readonly delivered: number;
}

/** @param holdMs how long a batch is shown in its instance at least; @param leavingMs how long requests are shown after that */
export function liveStages(
  index: TimelineIndex,
  atMs: number,
  holdMs: number,
  leavingMs: number,
): LiveStages {
  const { ring } = index;
  const { columns } = ring;
  const sent: LiveRequest[] = [];
  const lost: LiveRequest[] = [];
  const batches = new Map<number, LiveBatch>();
  let delivered = ring.first;
  index.forEach(atMs - holdMs - leavingMs, atMs, (n, entry) => {
    const bounds = writeBounds(columns, entry, createBounds());
    const end = bounds[5]!;
    if (end <= atMs) delivered = Math.max(delivered, n + 1);
    if (columns.sentMs[entry]! > atMs) return;
    const guest = { entry, id: columns.ids[entry]!, batch: columns.batches[entry]!, bounds };
    const number = columns.batches[entry]!;
    if (number === 0 && end <= atMs) lost.push(guest);
    else if (number === 0 || atMs < bounds[3]!) sent.push(guest);
    else {
      const batch = batches.get(number);
      if (batch) batch.members.push(guest);
      else batches.set(number, newBatch(guest));
    }
  });
  const all = [...batches.values()];
  delayLeaving(all, holdMs);
  return {
    sent,
    onDevice: all.filter(({ leavesMs }) => atMs < leavesMs),
    leaving: all.filter(({ leavesMs }) => atMs >= leavesMs),
    lost,
    delivered,
  };

  function newBatch(guest: LiveRequest): LiveBatch {
    const { entry, bounds } = guest;
    const readBack = columns.readBackMs[entry]!;
    const doneMs = Number.isNaN(readBack) ? bounds[5]! : readBack;
    return {
      entry,
      instance: columns.instances[entry]!,
      batchedMs: bounds[3]!,
      computedMs: bounds[4]!,
      doneMs,
      leavesMs: doneMs,
      members: [guest],
    };
  }
}

function delayLeaving(batches: readonly LiveBatch[], holdMs: number): void {
  const nextOn = new Map<number, number>();
  for (const batch of batches.toSorted((a, b) => b.batchedMs - a.batchedMs)) {
    const nextMs = nextOn.get(batch.instance) ?? Infinity;
    batch.leavesMs = Math.max(batch.doneMs, Math.min(batch.batchedMs + holdMs, nextMs));
    nextOn.set(batch.instance, batch.batchedMs);
  }
}
