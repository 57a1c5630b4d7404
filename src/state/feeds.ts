/** The feeds: newest snapshot of training, curve of the losses so far, samples on the screen, answers of the load. */
import type { PreparedData } from '../data/PreparedData.ts';
import type { NetworkShape } from '../spec/networkShape.ts';
import { TraceRing } from '../trace/TraceRing.ts';
import type { Metrics, Snapshot } from '../wire/trainer.ts';
import { createFeed } from './Feed.ts';

/** A snapshot together with the shape it belongs to, so that a painter never mixes two networks. */
export interface Picture {
  readonly shape: NetworkShape;
  readonly snapshot: Snapshot;
}
export const pictureFeed = createFeed<Picture | null>(null);

/** Metrics of the present run in order of step, thinned when long; cleared by reset. */
export const historyFeed = createFeed<readonly Metrics[]>([]);

/** The prepared samples of the present experiment (for images: of a small subset until all have come). */
export const dataFeed = createFeed<PreparedData | null>(null);

/** The sample whose way through the network is shown: what was last given to `Commands.probe`. */
export interface Probe {
  /** One raw row: pixels, table columns. */
  readonly raw: Float32Array;
  /** Class index where it is known; null for a drawn digit. */
  readonly label: number | null;
  /** Row of the test part it was taken from; null for a drawn digit. */
  readonly testRow: number | null;
}
export const probeFeed = createFeed<Probe | null>(null);

/** What the last load has answered so far. */
export interface Answers {
  /** Rows that were asked, raw (points of the plane; pixels): [count, rawWidth]; order is that of the pool. */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** Class index of each pool row where it is known, else −1. */
  readonly labels: Float32Array;
  /** Latest answer of each pool row [count, outputs]; NaN where none has come yet. */
  readonly outputs: Float32Array;
  readonly outputUnits: number;
  /** Pool rows in order of completion, the newest last, capped. */
  readonly recent: readonly {
    row: number;
    id: number;
    outcome: number;
    latencyMs: number;
    output: readonly number[];
  }[];
  readonly delivered: number;
}
export const answersFeed = createFeed<Answers | null>(null);

/** The first ok answers of the last load in order of completion: their latencies in ms, with the time of each since the start. */
export interface LatencyTrace {
  readonly count: number;
  /** Which row of the pool each asked for. */
  readonly rows: Uint32Array;
  readonly elapsedMs: Float32Array;
  readonly latencyMs: Float32Array;
}
export const latencyFeed = createFeed<LatencyTrace | null>(null);

/** Every request of the last load that has ended, the newest TraceRing's worth of them. */
export interface LoadTrace {
  /** The same ring from load to load; it begins anew with each. */
  readonly ring: TraceRing;
  /** The load's start on the page's clock, `performance.timeOrigin + performance.now()`; 0 before the first load. */
  readonly startedAt: number;
  readonly running: boolean;
  /** Time since the start at the last news. */
  readonly nowMs: number;
  /** Requests that ended and never came into the ring, because more ended at once than a message holds. */
  readonly leftOut: number;
}
/** Arrivals that are kept to be replayed, in ms since the start of their load, ascending; null while there are none. */
export const arrivalsFeed = createFeed<Float64Array | null>(null);

/** Before the first load a ring of no size to speak of: a full one is 14 MB. */
export const traceFeed = createFeed<LoadTrace>({
  ring: new TraceRing(1),
  startedAt: 0,
  running: false,
  nowMs: 0,
  leftOut: 0,
});
