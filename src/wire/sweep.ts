/** A sweep: the same load at one concurrency, or rate, after another, each measured until it is stable. */
import type { UslFit } from '../trace/usl.ts';
import type { LoadSettings, Percentiles } from './load.ts';

export interface SweepSettings {
  /** concurrency: closed loops; rate: open loops. */
  over: 'concurrency' | 'rate';
  /** Clients, or requests a second; rising. */
  values: number[];
  /** One measurement interval; 400 where absent. */
  windowMs?: number;
  /** A point that is not stable after so many windows is taken as it is; 10 where absent. */
  maxTrials?: number;
  /** The largest of the last three windows may exceed the smallest by this share; 0.1 where absent. */
  stability?: number;
  /** Which latency must be stable beside throughput; the mean where absent. */
  settleOn?: 'mean' | 'p50' | 'p90' | 'p95' | 'p99';
  /** The sweep ends after the first point whose latency, of `settleOn`, is above. */
  latencyLimitMs?: number | undefined;
  /** What else makes up the load. */
  load?: Omit<LoadSettings, 'mode' | 'inFlight' | 'requestsPerSecond' | 'requests' | 'durationMs'>;
}

export interface SweepPoint {
  /** Clients, or requests a second that were asked. */
  readonly x: number;
  /** Ok answers a second, over the last three windows. */
  readonly perSecond: number;
  /** From the planned arrival, ok answers only. */
  readonly latencyMs: Percentiles;
  readonly isStable: boolean;
  /** Windows that were measured. */
  readonly trials: number;
  /** Ok answers in the last three windows, and requests that ended otherwise. */
  readonly requests: number;
  readonly notOk: number;
  readonly meanBatchSize: number;
  /** Where the time of an ok answer went, from sending to delivery; means in ms. */
  readonly stagesMs: {
    readonly send: number;
    readonly queue: number;
    readonly batchWait: number;
    readonly compute: number;
    readonly readBack: number;
    readonly deliver: number;
  };
  /** What to think of a point that is not stable. */
  readonly note?: string;
}

export interface SweepReport {
  readonly over: SweepSettings['over'];
  readonly points: readonly SweepPoint[];
  /** Index of the point of the largest throughput over latency; −1 while there is none, or it lies beyond. */
  readonly knee: number;
  /** Over concurrency, from three points on. */
  readonly usl: UslFit | null;
}

export interface SweepProgress extends SweepReport {
  /** What is being measured; null when the sweep is over. */
  readonly measuring: {
    readonly x: number;
    readonly trial: number;
    /** Of the newest window; 0 before the first. */
    readonly perSecond: number;
  } | null;
}
