/** Messages of the load worker, which fires many requests at the server and reports what became of them. */
import type { ServingSpec } from '../spec/experiment.ts';
import type { Arrivals, DeviceName } from '../spec/vocabulary.ts';
import type { RequestTrace } from '../trace/RequestTrace.ts';
import type { SweepProgress, SweepReport, SweepSettings } from './sweep.ts';

export interface LoadSettings {
  mode: 'closed' | 'open';
  /** closed: clients, each sends its next request when its last has ended and it has thought. */
  inFlight?: number;
  thinkTimeMs?: number;
  /** open: how arrivals are planned; 'poisson' where absent. */
  arrivals?: Arrivals;
  /** open: mean rate of the plan; of a ramp, the rate at its end. */
  requestsPerSecond?: number;
  /** open, 'recorded': the arrivals in ms since the start, ascending. */
  recordedMs?: ArrayLike<number>;
  requests?: number;
  durationMs?: number;
  /** Of arrivals, priorities and cancels. */
  seed?: number;
  /** How long a request may wait in the queue; 0 for ever. */
  timeoutMs?: number;
  /** Share of the requests that are cancelled, each a drawn moment after sending. */
  cancelShare?: number;
  /** Relative shares of priority 1, 2, …; 'one': all have the default. */
  priorityMix?: 'one' | number[];
  serving?: Partial<ServingSpec>;
}

export interface Percentiles {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Little's law, L = λ·W, of all requests that have ended: each side measured on its own. */
export interface LittlesLaw {
  /** L: requests in flight, averaged over time. */
  readonly inFlightMean: number;
  /** λ: requests that ended, a second. */
  readonly perSecond: number;
  /** W: from sending to the end. */
  readonly timeMeanMs: number;
  /** λ·W */
  readonly product: number;
  /** L / (λ·W): 1 in a run that has ended; in one that goes on, off by those who are still under way. */
  readonly ratio: number;
}

export interface LoadReport {
  readonly sent: number;
  readonly ok: number;
  readonly rejected: number;
  readonly timedOut: number;
  /** Cancelled in the queue, or after submission (those are `wasted` too). */
  readonly cancelled: number;
  /** Cancelled after submission: the device computed them for nobody. */
  readonly wasted: number;
  readonly failed: number;
  /** From the start to the last answer. */
  readonly seconds: number;
  /** Ok answers a second. */
  readonly requestsPerSecond: number;
  /** From the planned arrival to delivery (response time), ok answers only; NaN when there are none. */
  readonly latencyMs: Percentiles;
  /** From sending to delivery (service time). */
  readonly serviceMs: Percentiles;
  /** Ok answers within the latency goal, counted from the planned arrival. */
  readonly goodput: { readonly goalMs: number; readonly ok: number; readonly perSecond: number };
  /** Answered requests over batches, as Triton counts it (a mean over requests would favour the large batches). */
  readonly meanBatchSize: number;
  /** Ok answers that came from the response cache. */
  readonly cacheHits: number;
  readonly littlesLaw: LittlesLaw;
  readonly device: DeviceName;
  /** Open loop: requests sent more than LATE_MS after their planned arrival, and planned ones never sent. */
  readonly late?: number;
  readonly dropped?: number;
  /** Open loop: requests that were due, and requests that were sent, each over the time in which they were. */
  readonly rate?: { readonly askedPerSecond: number; readonly achievedPerSecond: number };
  /** The first failure's message, where any request failed. */
  readonly failure?: string;
  /** Why requests failed, with how many did. */
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
}

/** A send this much after its plan counts as late: above the jitter of a worker's message loop. */
export const LATE_MS = 1;

/** Progress of a load, at display pace. `trace` and `outputs` hold what ended since the last one. */
export interface LoadProgress {
  /** The run's start, on the clock of `performance.timeOrigin + performance.now()`. */
  readonly startedAt: number;
  readonly elapsedMs: number;
  readonly sent: number;
  readonly done: number;
  readonly inFlight: number;
  readonly report: LoadReport;
  readonly trace: RequestTrace;
  /** [count, outputs]; zeros where the outcome is not ok. */
  readonly outputs: Float32Array;
  /** Ended requests that the report counts and the trace had no room for; they are older than those in it. */
  readonly leftOut: number;
}

/** What a load is aimed at. */
export interface LoadTarget {
  /** The plan under which the server works. */
  readonly serving: ServingSpec;
  /** [count, inputs]: the rows asked for, network inputs. */
  readonly pool: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  readonly device: DeviceName;
}

export interface LoadCalls {
  connectServer: { ask: { port: MessagePort }; answer: void };
  /** Runs to the end (or until `stop`) and answers with the report. Request i of the run asks pool row i mod count. */
  run: { ask: LoadTarget & { settings: LoadSettings }; answer: LoadReport };
  /** Runs one load after the other until each is stable (or until `stop`), and answers with the curve. */
  sweep: { ask: LoadTarget & { settings: SweepSettings }; answer: SweepReport };
  /** Cancels what is queued and ends the run, or the sweep. */
  stop: { ask: void; answer: void };
}

export interface LoadEvents {
  loadProgressed: LoadProgress;
  sweepProgressed: SweepProgress;
}
