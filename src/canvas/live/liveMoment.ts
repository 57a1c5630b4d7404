/**
 * The dots of the live view at one moment: each request at the position of its stage. After an event a dot travels for a
 * moment, unless its next event comes sooner; the counts are those of the moment itself.
 */
import { OK } from '#trace/outcomes.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import {
  alongCurve,
  dotPosition,
  inCurve,
  outCurve,
  STREAMS,
  type Point,
  type LiveLayout,
} from './liveLayout.ts';
import { liveStages, type LiveBatch, type LiveRequest } from './liveStages.ts';

export type DotKind = 'queue' | 'batch' | 'compute' | 'readBack' | 'answer' | 'lost';

export interface LiveDot {
  readonly x: number;
  readonly y: number;
  readonly kind: DotKind;
  /** Index into the trace's columns. */
  readonly entry: number;
  /** 1, or less while it fades out. */
  readonly opacity: number;
}

export interface LiveMoment {
  readonly dots: readonly LiveDot[];
  /** Sent, not yet in the queue. */
  readonly sending: number;
  /** Waiting for a free instance. */
  readonly waiting: number;
  /** Waiting for the batch to fill. */
  readonly gathering: number;
  readonly delivered: number;
  readonly instances: readonly {
    /** 0 while the instance is idle. */
    readonly batchSize: number;
    /** Share of the batch's time that has passed, 0 to 1; 0 while idle. */
    readonly share: number;
    readonly computeMs: number;
  }[];
}

/** Time on the screen from one stage to the next, and out to the client. */
const TRAVEL_MS = 320;
const OUT_MS = 900;
const FADE_MS = 250;
/** Dots that leave together are staggered, so that they do not cover each other. */
const STAGGER_MS = 30;
const LEAVING_MS = OUT_MS + FADE_MS + STREAMS * STAGGER_MS;
const HOLD_MS = 420;
/** Share of the way in by which the last of those sent together starts later. */
const STAGGER = 0.3;

/** @param slowdown factor of slow motion, which decides how much traced time a dot travels */
export function liveMoment(
  index: TimelineIndex,
  atMs: number,
  slowdown: number,
  layout: LiveLayout,
): LiveMoment {
  const { columns } = index.ring;
  const travelMs = TRAVEL_MS / slowdown;
  const stages = liveStages(index, atMs, HOLD_MS / slowdown, LEAVING_MS / slowdown);
  const dots: LiveDot[] = [];
  const add = (entry: number, kind: DotKind, at: Point, opacity = 1): void =>
    void dots.push({ x: at.x, y: at.y, kind, entry, opacity });

  forEachDot(
    stages.queue.toSorted((a, b) => a.bounds[1]! - b.bounds[1]! || a.id - b.id),
    ({ entry, bounds }, slot) => {
      const goal = queuePosition(slot);
      const [mouthMs, freeMs] = [comesIn(entry, bounds), bounds[2]!];
      if (atMs < mouthMs) add(entry, 'queue', onWayIn(entry, mouthMs));
      else
        add(
          entry,
          'queue',
          between(mouth(entry), goal, passed(mouthMs, Math.min(travelMs, freeMs - mouthMs))),
        );
    },
  );
  forEachDot(inOrder(stages.gathering), ({ entry, bounds }, slot) => {
    const [mouthMs, freeMs, batchedMs] = [comesIn(entry, bounds), bounds[2]!, bounds[3]!];
    if (atMs < mouthMs) return add(entry, 'queue', onWayIn(entry, mouthMs));
    // First in, first out: its position in the batch was its position in the queue, if it was there at all.
    const [start, fromMs] = mouthMs < freeMs ? [queuePosition(slot), freeMs] : [mouth(entry), mouthMs];
    const share = passed(fromMs, Math.min(travelMs, batchedMs - fromMs));
    add(entry, 'batch', between(start, dotPosition(layout.batch, slot), share));
  });
  for (const batch of stages.onDevice) {
    const box = layout.boxes[batch.instance];
    const lastsMs = Math.min(travelMs, (batch.leavesMs - batch.batchedMs) / 2);
    const share = passed(batch.batchedMs, lastsMs);
    forEachDot(inOrder(batch.members), ({ entry }, slot) => {
      const kind = share === 1 && atMs >= batch.computedMs ? 'readBack' : 'compute';
      if (box) add(entry, kind, between(dotPosition(layout.batch, slot), dotPosition(box.dots, slot), share));
    });
  }
  for (const batch of stages.leaving) {
    for (const guest of batch.members) addLeaving(guest, batch);
  }
  for (const { entry, bounds } of stages.lost) addLost(entry, bounds[5]!);

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
        batchSize: columns.batchSizes[batch.entry]!,
        share: passed(batch.batchedMs, batch.doneMs - batch.batchedMs),
        computeMs: batch.computedMs - batch.batchedMs,
      };
    }),
  };

  function addLeaving({ entry, id }: LiveRequest, { leavesMs }: LiveBatch): void {
    const passedMs = (atMs - leavesMs) * slowdown - (id % STREAMS) * STAGGER_MS;
    const kind = columns.outcomes[entry] === OK ? 'answer' : 'lost';
    const share = Math.min(1, Math.max(0, passedMs / OUT_MS));
    const fade = Math.min(1, 1 - (passedMs - OUT_MS) / FADE_MS);
    if (fade > 0) add(entry, kind, alongCurve(outCurve(layout, streamOf(entry)), easeOut(share)), fade);
  }

  /** Rejected, timed out or cancelled: falls out of the queue. */
  function addLost(entry: number, endMs: number): void {
    const share = ((atMs - endMs) * slowdown) / OUT_MS;
    if (share >= 1) return;
    const x = layout.queueX - layout.queueRoom * layout.queuePitch * 0.5 - (entry % 5) * 6;
    add(entry, 'lost', { x, y: layout.middle + share * (layout.height / 2 - 6) }, 1 - share);
  }

  /** Draws one of every `perDot` requests, without gaps. */
  function forEachDot(
    guests: readonly LiveRequest[],
    draw: (guest: LiveRequest, slot: number) => void,
  ): void {
    for (let rank = 0; rank < guests.length; rank += layout.perDot) draw(guests[rank]!, rank / layout.perDot);
  }

  function queuePosition(slot: number): Point {
    return { x: layout.queueX - Math.min(layout.queueRoom, slot) * layout.queuePitch, y: layout.middle };
  }

  function mouth(entry: number): Point {
    return inCurve(layout, streamOf(entry))[3];
  }

  function streamOf(entry: number): number {
    return columns.clients[entry]! % STREAMS;
  }

  /** When a dot enters the queue: not before the request was queued; part of its waiting time may be used for the way. */
  function comesIn(entry: number, bounds: Float64Array): number {
    const sentMs = columns.sentMs[entry]!;
    const [enqueuedMs, freeMs, batchedMs] = [bounds[1]!, bounds[2]!, bounds[3]!];
    const mayTakeMs = Math.max(0.7 * (freeMs - sentMs), 0.4 * (batchedMs - sentMs));
    return Math.max(enqueuedMs, sentMs + Math.min(travelMs, mayTakeMs));
  }

  function onWayIn(entry: number, mouthMs: number): Point {
    const sentMs = columns.sentMs[entry]!;
    const late = (streamOf(entry) / STREAMS) * STAGGER;
    const share = Math.max(0, (passed(sentMs, mouthMs - sentMs) - late) / (1 - late));
    return alongCurve(inCurve(layout, streamOf(entry)), share);
  }

  /** Share of a way that has passed, 0 to 1. */
  function passed(fromMs: number, lastsMs: number): number {
    return lastsMs > 0 ? Math.min(1, Math.max(0, (atMs - fromMs) / lastsMs)) : 1;
  }
}

const inOrder = (guests: readonly LiveRequest[]): LiveRequest[] => guests.toSorted((a, b) => a.id - b.id);

function between(a: Point, b: Point, share: number): Point {
  const eased = easeOut(share);
  return { x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased };
}

const easeOut = (share: number): number => 1 - (1 - share) * (1 - share);
