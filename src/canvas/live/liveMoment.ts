/**
 * The dots of the live view at one moment: each request at the position of its stage, from the trace. After an event a dot travels
 * for a moment on the screen, unless its next event comes sooner; counts are those of the moment itself.
 */
import { OK } from '#trace/outcomes.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import { rowPosition, type LiveRows } from './liveFields.ts';
import {
  alongWay,
  dotPosition,
  queuePosition,
  wayBetween,
  type LiveLayout,
  type Point,
} from './liveLayout.ts';
import { liveStages, type LiveRequest } from './liveStages.ts';

export type DotKind = 'sent' | 'queue' | 'batch' | 'compute' | 'readBack' | 'answer' | 'lost';

export interface LiveDot {
  readonly x: number;
  readonly y: number;
  readonly kind: DotKind;
  /** Index into the trace's columns. */
  readonly entry: number;
  /** 1, or less while it fades out. */
  readonly opacity: number;
  /** In a queue or batch, where others leave: it glides to its new place. */
  readonly glides: boolean;
}

export interface LiveMoment {
  readonly dots: readonly LiveDot[];
  /** Requests whose answer has just arrived in its field: its cell has its colour from now on. */
  readonly arrived: readonly number[];
  /** In the queue, behind the next batch. */
  readonly waiting: number;
  /** In the queue, and members of the batch that is computed next. */
  readonly gathering: number;
  readonly computing: number;
  readonly delivered: number;
  readonly instances: readonly {
    /** 0 while the instance is idle. */
    readonly batchSize: number;
    /** Share of the batch's time that has passed, 0 to 1; 0 while idle. */
    readonly share: number;
  }[];
}

/** Time on the screen from a field to the queue, and from an instance to the field of answers. */
const TRAVEL_MS = 320;
const OUT_MS = 700;
/** Answers of a batch leave one after the other within this time, so that they do not cover each other. */
const STAGGER_MS = 350;
/** Time on the screen that a batch is shown in its instance at least. */
const HOLD_MS = 420;
/** Shown as an answer on its way at most so long after its batch was computed. */
export const AFTERGLOW_MS = HOLD_MS + OUT_MS + STAGGER_MS;

/** @param slowdown factor of slow motion, which decides how much traced time a dot travels */
export function liveMoment(
  index: TimelineIndex,
  atMs: number,
  slowdown: number,
  layout: LiveLayout,
  rows: LiveRows,
): LiveMoment {
  const { columns } = index.ring;
  const travelMs = TRAVEL_MS / slowdown;
  const stages = liveStages(index, atMs, HOLD_MS / slowdown, (OUT_MS + STAGGER_MS) / slowdown);
  const dots: LiveDot[] = [];
  const arrived: number[] = [];
  const add = (entry: number, kind: DotKind, { x, y }: Point, glides = false, opacity = 1): void =>
    void dots.push({ x, y, kind, entry, opacity, glides });

  const here = stages.sent.filter(({ entry, bounds }) => atMs >= comesIn(entry, bounds));
  for (const { entry, bounds } of stages.sent) {
    if (atMs >= comesIn(entry, bounds)) continue;
    const fromMs = columns.sentMs[entry]!;
    const way = wayBetween(fieldPosition(entry, 'requests'), layout.mouth, layout.isUpright);
    add(entry, 'sent', alongWay(way, passed(fromMs, comesIn(entry, bounds) - fromMs)));
  }
  // In the order in which they are computed: priorities overtake, and what gets no batch stands last.
  const queued = here.toSorted(
    (a, b) => batchedMs(a) - batchedMs(b) || a.bounds[1]! - b.bounds[1]! || a.id - b.id,
  );
  const next = queued[0]?.batch ?? 0;
  const gathering = layout.batch && next > 0 ? queued.filter(({ batch }) => batch === next) : [];
  const behind = queued.slice(gathering.length);
  forEachDot(gathering, ({ entry }, slot) => add(entry, 'batch', dotPosition(layout.batch!, slot), true));
  forEachDot(behind, ({ entry }, slot) => add(entry, 'queue', queuePosition(layout, slot), true));

  for (const batch of stages.onDevice) {
    const box = layout.boxes[batch.instance];
    const kind = atMs >= batch.computedMs ? 'readBack' : 'compute';
    forEachDot(inOrder(batch.members), ({ entry }, slot) => {
      if (box) add(entry, kind, dotPosition(box.dots, slot), true);
    });
  }
  for (const batch of stages.leaving) {
    const order = inOrder(batch.members);
    for (const [rank, { entry }] of order.entries()) {
      const fromMs = batch.leavesMs + ((rank / order.length) * STAGGER_MS) / slowdown;
      // An answer is there when it was delivered, however early it was read back.
      const toMs = Math.max(columns.deliveredMs[entry]!, fromMs + OUT_MS / slowdown);
      const isAnswer = columns.outcomes[entry] === OK;
      const way = wayBetween(layout.exit, fieldPosition(entry, 'answers'), layout.isUpright);
      if (atMs < toMs) add(entry, isAnswer ? 'answer' : 'lost', alongWay(way, passed(fromMs, toMs - fromMs)));
      else if (isAnswer) arrived.push(entry);
    }
  }
  for (const { entry, bounds } of stages.lost) {
    const share = ((atMs - bounds[5]!) * slowdown) / OUT_MS;
    const { x, y } = queuePosition(layout, entry % 7);
    if (share < 1) add(entry, 'lost', { x, y: y + share * 40 }, false, 1 - share);
  }
  return {
    dots,
    arrived,
    waiting: behind.length,
    gathering: gathering.length,
    computing: stages.onDevice.reduce((sum, { entry }) => sum + columns.batchSizes[entry]!, 0),
    delivered: stages.delivered,
    instances: layout.boxes.map((_, instance) => {
      const batch = stages.onDevice.findLast((candidate) => candidate.instance === instance);
      if (!batch) return { batchSize: 0, share: 0 };
      return {
        batchSize: columns.batchSizes[batch.entry]!,
        share: passed(batch.batchedMs, batch.doneMs - batch.batchedMs),
      };
    }),
  };

  function batchedMs({ batch, bounds }: LiveRequest): number {
    return batch > 0 ? bounds[3]! : Infinity;
  }

  function fieldPosition(entry: number, field: 'requests' | 'answers'): Point {
    return rowPosition(rows, columns.rowIndexes[entry]!, layout[field]);
  }

  /** When a dot is in the queue: not before the server queued it; part of its waiting time may be used for the way. */
  function comesIn(entry: number, bounds: Float64Array): number {
    const sentMs = columns.sentMs[entry]!;
    const mayTakeMs = 0.7 * (bounds[3]! - sentMs);
    return Math.max(bounds[1]!, sentMs + Math.min(travelMs, mayTakeMs));
  }

  /** Draws one of every `perDot` requests, without gaps. */
  function forEachDot(
    guests: readonly LiveRequest[],
    draw: (guest: LiveRequest, slot: number) => void,
  ): void {
    for (let rank = 0; rank < guests.length; rank += layout.perDot) draw(guests[rank]!, rank / layout.perDot);
  }

  /** Share of a way that has passed, 0 to 1. */
  function passed(fromMs: number, lastsMs: number): number {
    return lastsMs > 0 ? Math.min(1, Math.max(0, (atMs - fromMs) / lastsMs)) : 1;
  }
}

const inOrder = (guests: readonly LiveRequest[]): LiveRequest[] => guests.toSorted((a, b) => a.id - b.id);
