/**
 * Where every request was at one moment of a run, read from its traced times, and the dot that stands for it. A dot is on
 * its way for a little after each event, as long as its next event leaves time for; counts are of the moment itself.
 */
import { OK } from '../../trace/outcomes.ts';
import type { TimelineIndex } from '../../trace/timelineIndex.ts';
import { createBounds, writeBounds } from '../../trace/timelineSegments.ts';
import { alongCurve, dotPlace, inCurve, outCurve, STREAMS, type RiverLayout } from './riverLayout.ts';

export type RiverDotKind = 'queue' | 'batch' | 'compute' | 'readBack' | 'answer' | 'lost';

export interface RiverDot {
  readonly x: number;
  readonly y: number;
  readonly kind: RiverDotKind;
  /** Place in the trace's columns. */
  readonly place: number;
  /** 1, or less where it fades out. */
  readonly opacity: number;
}

export interface RiverMoment {
  readonly dots: readonly RiverDot[];
  /** Sent, and not in the queue yet. */
  readonly sending: number;
  /** Waiting for an instance to be free. */
  readonly waiting: number;
  /** Waiting for the batch to fill. */
  readonly gathering: number;
  readonly delivered: number;
  readonly instances: readonly {
    readonly batchSize: number;
    /** How much of the batch's time has gone, 0 to 1; 0 where idle. */
    readonly share: number;
    readonly computeMs: number;
  }[];
}

/** On the screen a dot takes this long from one stage to the next, and out to its caller. */
const TRAVEL_MS = 320;
const OUT_MS = 900;
const FADE_MS = 250;
const STAGGER_MS = 30;
const LEAVING_MS = OUT_MS + FADE_MS + STREAMS * STAGGER_MS;

/** Two whose events fell together go by their number. */
interface Guest {
  readonly place: number;
  readonly id: number;
  readonly bounds: Float64Array;
}

/** @param slowdown how much slower than measured the moment passes: gives the dots their time on the way. */
export function riverMoment(
  index: TimelineIndex,
  atMs: number,
  slowdown: number,
  layout: RiverLayout,
): RiverMoment {
  const { ring } = index;
  const { columns } = ring;
  const travelMs = TRAVEL_MS / slowdown;
  const dots: RiverDot[] = [];
  const queue: Guest[] = [];
  const batch: Guest[] = [];
  const onDevice = new Map<number, Guest[]>();
  const busy = new Map<number, RiverMoment['instances'][number]>();
  let delivered = ring.first;
  const add = (place: number, kind: RiverDotKind, at: { x: number; y: number }, opacity = 1): void =>
    void dots.push({ ...at, kind, place, opacity });

  index.forEach(atMs - LEAVING_MS / slowdown, atMs, (n, place) => {
    const bounds = writeBounds(columns, place, createBounds());
    const [, , free, batched, computed, end] = bounds as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const sent = columns.sentMs[place]!;
    if (end <= atMs) delivered = Math.max(delivered, n + 1);
    if (sent > atMs) return;
    const guest = { place, id: columns.ids[place]!, bounds };
    const reachedBatch = columns.batches[place]! > 0;
    const readBack = columns.readBackMs[place]!;
    const leaves = reachedBatch && !Number.isNaN(readBack) ? Math.min(readBack, end) : end;
    if (atMs >= leaves) {
      if (reachedBatch) addLeaving(guest, leaves);
      else addLost(guest, end);
    } else if (atMs >= batched && reachedBatch) {
      const instance = columns.instances[place]!;
      busy.set(instance, {
        batchSize: columns.batchSizes[place]!,
        share: Math.min(1, (atMs - batched) / Math.max(1e-9, leaves - batched)),
        computeMs: computed - batched,
      });
      const number = columns.batches[place]!;
      const mates = onDevice.get(number);
      if (mates) mates.push(guest);
      else onDevice.set(number, [guest]);
    } else if (atMs >= free) batch.push(guest);
    else queue.push(guest);
  });

  const waiting = queue.filter(({ bounds }) => bounds[1]! <= atMs).length;
  placeQueue();
  placeBatch();
  placeOnDevice();
  return {
    dots,
    sending: queue.length - waiting,
    waiting,
    gathering: batch.length,
    delivered,
    instances: layout.boxes.map(
      (_, instance) => busy.get(instance) ?? { batchSize: 0, share: 0, computeMs: 0 },
    ),
  };

  function addLeaving({ place, id }: Guest, leftMs: number): void {
    // A batch comes back at once; its dots set off one after another, or they would cover each other.
    const passedMs = (atMs - leftMs) * slowdown - (id % STREAMS) * STAGGER_MS;
    const kind = columns.outcomes[place] === OK ? 'answer' : 'lost';
    const share = Math.min(1, Math.max(0, passedMs / OUT_MS));
    const fade = 1 - (passedMs - OUT_MS) / FADE_MS;
    if (fade > 0)
      add(place, kind, alongCurve(outCurve(layout, streamOf(place)), easeOut(share)), Math.min(1, fade));
  }

  /** Refused, timed out or taken back: falls out of the queue. */
  function addLost({ place }: Guest, endMs: number): void {
    const share = ((atMs - endMs) * slowdown) / OUT_MS;
    if (share >= 1) return;
    const x = layout.queueX - layout.queueRoom * layout.queuePitch * 0.5 - (place % 5) * 6;
    add(place, 'lost', { x, y: layout.middle + share * (layout.height / 2 - 6) }, 1 - share);
  }

  function placeQueue(): void {
    // Those still on their way come last: they have been queued at no time yet.
    const order = queue.toSorted((a, b) => a.bounds[1]! - b.bounds[1]! || a.id - b.id);
    for (const [rank, { place, bounds }] of order.entries()) {
      if (rank % layout.perDot !== 0) continue;
      const goal = queuePlace(Math.floor(rank / layout.perDot));
      const share = passed(place, bounds);
      const curve = inCurve(layout, streamOf(place));
      // The last fifth of the way leads from the mouth of the curves to the place in the line.
      const at = share < 0.8 ? alongCurve(curve, share / 0.8) : between(curve[3], goal, (share - 0.8) * 5);
      add(place, 'queue', at);
    }
  }

  function queuePlace(slot: number): { x: number; y: number } {
    return { x: layout.queueX - Math.min(layout.queueRoom, slot) * layout.queuePitch, y: layout.middle };
  }

  function placeBatch(): void {
    const order = batch.toSorted((a, b) => a.id - b.id);
    for (const [rank, { place, bounds }] of order.entries()) {
      if (rank % layout.perDot !== 0) continue;
      const from = comesIn(place, bounds);
      if (atMs < from) {
        const share = passed(place, bounds);
        add(place, 'queue', alongCurve(inCurve(layout, streamOf(place)), share));
        continue;
      }
      const slot = Math.floor(rank / layout.perDot);
      const goal = dotPlace(layout.batch, slot);
      // First in, first out: its place in the batch was its place in the queue, if it stood there at all.
      const start = from > bounds[2]! ? inCurve(layout, streamOf(place))[3] : queuePlace(slot);
      const lasts = Math.min(travelMs, bounds[3]! - from);
      add(place, 'batch', between(start, goal, lasts > 0 ? (atMs - from) / lasts : 1));
    }
  }

  function placeOnDevice(): void {
    for (const mates of onDevice.values()) {
      const order = mates.toSorted((a, b) => a.id - b.id);
      for (const [rank, { place, bounds }] of order.entries()) {
        if (rank % layout.perDot !== 0) continue;
        const box = layout.boxes[columns.instances[place]!];
        if (!box) continue;
        const slot = Math.floor(rank / layout.perDot);
        const lasts = Math.min(travelMs, (bounds[5]! - bounds[3]!) / 2);
        const share = lasts > 0 ? (atMs - bounds[3]!) / lasts : 1;
        const at = between(dotPlace(layout.batch, slot), dotPlace(box.dots, slot), share);
        add(place, atMs >= bounds[4]! ? 'readBack' : 'compute', at);
      }
    }
  }

  function streamOf(place: number): number {
    return columns.clients[place]! % STREAMS;
  }

  /** When a dot has come in: not before it was queued, and it may use some of the time it waits for its batch. */
  function comesIn(place: number, bounds: Float64Array): number {
    const sentMs = columns.sentMs[place]!;
    const [enqueuedMs, freeMs, batchedMs] = [bounds[1]!, bounds[2]!, bounds[3]!];
    const mayTakeMs = Math.min(travelMs, Math.max(freeMs - sentMs, 0.4 * (batchedMs - sentMs)));
    return Math.max(enqueuedMs, sentMs + mayTakeMs);
  }

  function passed(place: number, bounds: Float64Array): number {
    const sentMs = columns.sentMs[place]!;
    const lastsMs = comesIn(place, bounds) - sentMs;
    return lastsMs > 0 ? Math.min(1, (atMs - sentMs) / lastsMs) : 1;
  }
}

function between(
  a: { x: number; y: number },
  b: { x: number; y: number },
  share: number,
): { x: number; y: number } {
  const eased = easeOut(Math.min(1, Math.max(0, share)));
  return { x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased };
}

const easeOut = (share: number): number => 1 - (1 - share) * (1 - share);
