/** A capacity sweep: the same load at one concurrency, or rate, after another, each measured until it is stable. */
import type { BatchCost } from '#trace/batchLatency.ts';
import type { BatchTime } from '#trace/batchQueue.ts';
import type { UslFit } from '#trace/usl.ts';
import type { LoadSettings, Percentiles } from './load.ts';

export interface SweepSettings {
  /** concurrency: closed loops; rate: open loops. */
  over: 'concurrency' | 'rate';
  /** Clients, or requests a second; ascending. */
  values: number[];
  /** Length of a measurement window; 400 where absent. */
  windowMs?: number;
  /** A point that is not stable after this many windows is taken as it is; 10 where absent. */
  maxTrials?: number;
  /** The largest of the last three windows may exceed the smallest by this share; 0.1 where absent. */
  stability?: number;
  /** Latency that must be stable besides throughput; the mean where absent. */
  settleOn?: 'mean' | 'p50' | 'p90' | 'p95' | 'p99';
  /** The sweep ends after the first point whose latency (of `settleOn`) is above. */
  latencyLimitMs?: number | undefined;
  /** The other settings of the load. */
  load?: Omit<LoadSettings, 'mode' | 'inFlight' | 'requestsPerSecond' | 'requests' | 'durationMs'>;
}

export interface SweepPoint<Text = string> {
  /** Clients, or requests a second. */
  readonly x: number;
  /** Ok responses a second, over the last three windows. */
  readonly perSecond: number;
  /** From the planned arrival, of ok responses. */
  readonly latencyMs: Percentiles;
  readonly isStable: boolean;
  /** Windows that were measured. */
  readonly trials: number;
  /** Ok responses in the last three windows, and requests that ended otherwise. */
  readonly requests: number;
  readonly notOk: number;
  readonly meanBatchSize: number;
  /** Mean time of an ok response in each stage, from sending to delivery, in ms. */
  readonly stagesMs: {
    readonly send: number;
    readonly queue: number;
    readonly batchWait: number;
    readonly compute: number;
    readonly readBack: number;
    readonly deliver: number;
  };
  /** What to make of a point that is not stable. */
  readonly note?: Text;
}

/**
 * The theory of batching queues for this server: a line through the times of batches (`trace/batchLatency.ts`; level where larger
 * ones take no longer), the times
 * themselves (`trace/batchQueue.ts`), and whether the theory applies.
 */
export interface BatchTheory<Text = string> extends BatchCost {
  /**
   * Mean time of a batch by its mean size, ascending, without pauses; neighbouring sizes are merged where there were few
   * batches.
   */
  readonly times: readonly BatchTime[];
  /** Mean time in the server that these times give at the throughput of each point, in ms; Infinity beyond capacity. */
  readonly meanMs: readonly number[];
  /**
   * The same for the arrivals and pauses that were seen (`trace/batchReplay.ts`): not Poisson where the load's thread was held up
   * or the wire was slow. What the measured mean has beyond it is the server's own.
   */
  readonly replayMs: readonly number[];
  /** Share of the time in which batches stood still, 0 to 1, at each point. */
  readonly pausedShares: readonly number[];
  /** Assumptions that do not hold; null where all do. */
  readonly misfit: Text | null;
}

export interface SweepReport<Text = string> {
  readonly over: SweepSettings['over'];
  readonly points: readonly SweepPoint<Text>[];
  /** Index of the point with the largest throughput over latency; −1 while there is none, or it lies beyond. */
  readonly knee: number;
  /** Over concurrency, from three points on. */
  readonly usl: UslFit | null;
  /** Over rate, once batches were measured while requests waited. */
  readonly theory: BatchTheory<Text> | null;
  /** Why it ended before its last point. */
  readonly stopped?: Text;
}

export interface SweepProgress<Text = string> extends SweepReport<Text> {
  /** What is being measured; null when the sweep is over. */
  readonly measuring: {
    readonly x: number;
    readonly trial: number;
    /** Of the newest window; 0 before the first. */
    readonly perSecond: number;
  } | null;
}
