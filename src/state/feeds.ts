/** The feeds: newest snapshot of training, learning curve, samples on the screen, responses of the load. */
import type { PreparedData } from '#data/PreparedData.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { HistoryPoint, Snapshot, TimelineNews } from '#protocol/trainer.ts';
import { RunTotals } from '#trace/RunTotals.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { createFeed } from './Feed.ts';

/** The newest snapshot of training; it carries the shape of its network. */
export const snapshotFeed = createFeed<Snapshot | null>(null);
export type { Snapshot };

/** The learning curve of the present weights, in order of step; begins anew with them. */
export const historyFeed = createFeed<readonly HistoryPoint[]>([]);

/** The moments that can be gone back to, and the curves of the runs that were left by that. */
export type RunTimeline = Required<TimelineNews>;
export const timelineFeed = createFeed<RunTimeline>({
  epochs: [],
  steps: [],
  lookingBackAt: null,
  branches: [],
});

/** The epoch that is being gone to, Infinity for the end of the run; null once it is shown. */
export const seekFeed = createFeed<number | null>(null);

/** The prepared samples of the present experiment (for images: of a small subset until all have come). */
export const dataFeed = createFeed<PreparedData | null>(null);

/** The sample whose activations the diagram shows. */
export interface Probe {
  /** One raw row: pixels, table columns. */
  readonly raw: Float32Array;
  /** Class index where it is known; null for a drawn digit. */
  readonly label: number | null;
  /** Row of the test part it was taken from; null for a drawn digit. */
  readonly testRow: number | null;
}
export const probeFeed = createFeed<Probe | null>(null);

/** The responses to the last load so far, by row of its pool. */
export interface LoadResponses {
  /** Rows of the pool, raw (points of the plane, table columns, pixels): [count, rawWidth]. */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** Class index of each pool row where it is known, else −1. */
  readonly labels: Float32Array;
  /** Latest prediction of each pool row [count, outputUnits]; NaN before its first. */
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
}
export const responsesFeed = createFeed<LoadResponses | null>(null);

/** The first ok responses of the last load in order of completion: latency and time since the start, both in ms. */
export interface LatencyTrace {
  readonly count: number;
  /** Row of the pool of each. */
  readonly rows: Uint32Array;
  readonly elapsedMs: Float32Array;
  readonly latencyMs: Float32Array;
}
export const latencyFeed = createFeed<LatencyTrace | null>(null);

/** The newest requests of the last load that have ended, as many as a TraceRing holds. */
export interface LoadTrace {
  /** The same ring from load to load; it begins anew with each. */
  readonly ring: TraceRing;
  /** The load's start on the page's clock, `performance.timeOrigin + performance.now()`; 0 before the first load. */
  readonly startedAt: number;
  readonly running: boolean;
  /** Time since the start when it was last published. */
  readonly nowMs: number;
  /** Ended requests that never came into the ring, because more ended at once than a message holds. */
  readonly leftOut: number;
  /** Sums over all requests that came, also over those that the ring has overwritten. */
  readonly totals: RunTotals;
  /** The experiment it was measured on: data set, network and serving settings of then; null before the first load. */
  readonly ran: Experiment | null;
}
/** Arrivals that are kept to be replayed, in ms since the start of their load, ascending; null while there are none. */
export const arrivalsFeed = createFeed<Float64Array | null>(null);

/** Before the first load a ring of one entry: a full one is 14 MB. */
export const traceFeed = createFeed<LoadTrace>({
  ring: new TraceRing(1),
  startedAt: 0,
  running: false,
  nowMs: 0,
  leftOut: 0,
  totals: new RunTotals(),
  ran: null,
});
