/**
 * The dots of one moment of a run, each a request at its place. A dot is on its way for a little after each event, as
 * long as its next event leaves time for; counts are of the moment itself.
 */
import { OK } from '../../trace/outcomes.ts';
import type { TimelineIndex } from '../../trace/timelineIndex.ts';
import {
  alongCurve,
  dotPlace,
  inCurve,
  outCurve,
  STREAMS,
  type Point,
  type RiverLayout,
} from './riverLayout.ts';
import { riverStages, type RiverBatch, type RiverGuest } from './riverStages.ts';

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
    /** 0 where no batch is in the box. */
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
/** Dots that set off together follow each other, or they would cover each other. */
const STAGGER_MS = 30;
const LEAVING_MS = OUT_MS + FADE_MS + STREAMS * STAGGER_MS;
const HOLD_MS = 420;
/** Part of a way in that the last of those sent together wait before they set off. */
const STAGGER = 0.3;

/** @param slowdown how much slower than measured the moment passes: gives the dots their time on the way. */
export function riverMoment(
  index: TimelineIndex,
  atMs: number,
  slowdown: number,
  layout: RiverLayout,
): RiverMoment {
  const { columns } = index.ring;
  const travelMs = TRAVEL_MS / slowdown;
  const stages = riverStages(index, atMs, HOLD_MS / slowdown, LEAVING_MS / slowdown);
  const dots: RiverDot[] = [];
  const add = (place: number, kind: RiverDotKind, at: Point, opacity = 1): void =>
    void dots.push({ x: at.x, y: at.y, kind, place, opacity });

  forEachDot(
    stages.queue.toSorted((a, b) => a.bounds[1]! - b.bounds[1]! || a.id - b.id),
    ({ place, bounds }, slot) => {
      const goal = queuePlace(slot);
      const [mouthMs, freeMs] = [comesIn(place, bounds), bounds[2]!];
      if (atMs < mouthMs) add(place, 'queue', onWayIn(place, mouthMs));
      else
        add(
          place,
          'queue',
          between(mouth(place), goal, passed(mouthMs, Math.min(travelMs, freeMs - mouthMs))),
        );
    },
  );
  forEachDot(inOrder(stages.gathering), ({ place, bounds }, slot) => {
    const [mouthMs, freeMs, batchedMs] = [comesIn(place, bounds), bounds[2]!, bounds[3]!];
    if (atMs < mouthMs) return add(place, 'queue', onWayIn(place, mouthMs));
    // First in, first out: its place in the batch was its place in the queue, if it stood there at all.
    const [start, fromMs] = mouthMs < freeMs ? [queuePlace(slot), freeMs] : [mouth(place), mouthMs];
    const share = passed(fromMs, Math.min(travelMs, batchedMs - fromMs));
    add(place, 'batch', between(start, dotPlace(layout.batch, slot), share));
  });
  for (const batch of stages.onDevice) {
    const box = layout.boxes[batch.instance];
    const lastsMs = Math.min(travelMs, (batch.leavesMs - batch.batchedMs) / 2);
    const share = passed(batch.batchedMs, lastsMs);
    forEachDot(inOrder(batch.members), ({ place }, slot) => {
      const kind = share === 1 && atMs >= batch.computedMs ? 'readBack' : 'compute';
      if (box) add(place, kind, between(dotPlace(layout.batch, slot), dotPlace(box.dots, slot), share));
    });
  }
  for (const batch of stages.leaving) {
    for (const guest of batch.members) addLeaving(guest, batch);
  }
  for (const { place, bounds } of stages.lost) addLost(place, bounds[5]!);

  const waiting = stages.queue.filter(({ bounds }) => bounds[1]! <= atMs).length;
  return {
    dots,
    sending: stages.queue.length - waiting,
    waiting,
    gathering: stages.gathering.length,
    delivered: stages.delivered,
    instances: layout.boxes.map((_, instance) => {
      const batch = stages.onDevice.findLast((candidate) => candidate.instance === instance);
      if (!batch) return { batchSize: 0, share: 0, computeMs: 0 };
      return {
        batchSize: columns.batchSizes[batch.place]!,
        share: passed(batch.batchedMs, batch.doneMs - batch.batchedMs),
        computeMs: batch.computedMs - batch.batchedMs,
      };
    }),
  };

  function addLeaving({ place, id }: RiverGuest, { leavesMs }: RiverBatch): void {
    const passedMs = (atMs - leavesMs) * slowdown - (id % STREAMS) * STAGGER_MS;
    const kind = columns.outcomes[place] === OK ? 'answer' : 'lost';
    const share = Math.min(1, Math.max(0, passedMs / OUT_MS));
    const fade = Math.min(1, 1 - (passedMs - OUT_MS) / FADE_MS);
    if (fade > 0) add(place, kind, alongCurve(outCurve(layout, streamOf(place)), easeOut(share)), fade);
  }

  /** Refused, timed out or taken back: falls out of the queue. */
  function addLost(place: number, endMs: number): void {
    const share = ((atMs - endMs) * slowdown) / OUT_MS;
    if (share >= 1) return;
    const x = layout.queueX - layout.queueRoom * layout.queuePitch * 0.5 - (place % 5) * 6;
    add(place, 'lost', { x, y: layout.middle + share * (layout.height / 2 - 6) }, 1 - share);
  }

  /** One of `perDot` has a dot, and the dots stand without holes. */
  function forEachDot(guests: readonly RiverGuest[], draw: (guest: RiverGuest, slot: number) => void): void {
    for (let rank = 0; rank < guests.length; rank += layout.perDot) draw(guests[rank]!, rank / layout.perDot);
  }

  function queuePlace(slot: number): Point {
    return { x: layout.queueX - Math.min(layout.queueRoom, slot) * layout.queuePitch, y: layout.middle };
  }

  function mouth(place: number): Point {
    return inCurve(layout, streamOf(place))[3];
  }

  function streamOf(place: number): number {
    return columns.clients[place]! % STREAMS;
  }

  /** When a dot is at the mouth: not before it was queued, and it may use some of the time it waits for its batch. */
  function comesIn(place: number, bounds: Float64Array): number {
    const sentMs = columns.sentMs[place]!;
    const [enqueuedMs, freeMs, batchedMs] = [bounds[1]!, bounds[2]!, bounds[3]!];
    const mayTakeMs = Math.max(0.7 * (freeMs - sentMs), 0.4 * (batchedMs - sentMs));
    return Math.max(enqueuedMs, sentMs + Math.min(travelMs, mayTakeMs));
  }

  function onWayIn(place: number, mouthMs: number): Point {
    const sentMs = columns.sentMs[place]!;
    const late = (streamOf(place) / STREAMS) * STAGGER;
    const share = Math.max(0, (passed(sentMs, mouthMs - sentMs) - late) / (1 - late));
    return alongCurve(inCurve(layout, streamOf(place)), share);
  }

  /** How much of a way that began then has gone, 0 to 1. */
  function passed(fromMs: number, lastsMs: number): number {
    return lastsMs > 0 ? Math.min(1, Math.max(0, (atMs - fromMs) / lastsMs)) : 1;
  }
}

const inOrder = (guests: readonly RiverGuest[]): RiverGuest[] => guests.toSorted((a, b) => a.id - b.id);

function between(a: Point, b: Point, share: number): Point {
  const eased = easeOut(share);
  return { x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased };
}

const easeOut = (share: number): number => 1 - (1 - share) * (1 - share);
