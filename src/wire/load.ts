/** Messages of the load worker, which fires many requests at the server and reports what became of them. */
import type { ServingSpec } from '../spec/experiment.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { RequestTrace } from '../trace/RequestTrace.ts';

export interface LoadSettings {
  mode: 'closed' | 'open';
  /** closed: callers in flight, each sends its next request when its last is answered. */
  inFlight?: number;
  /** open: rate of a seeded Poisson schedule. */
  requestsPerSecond?: number;
  requests?: number;
  durationMs?: number;
  seed?: number;
  serving?: Partial<ServingSpec>;
}

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface LoadReport {
  readonly sent: number;
  readonly ok: number;
  readonly rejected: number;
  readonly timedOut: number;
  /** Cancelled in the queue, or after submission ("wasted"). */
  readonly cancelled: number;
  readonly failed: number;
  /** From the start to the last answer. */
  readonly seconds: number;
  /** Ok answers a second. */
  readonly requestsPerSecond: number;
  /** From the planned arrival to delivery, ok answers only; NaN when there are none. */
  readonly latencyMs: Percentiles;
  /** From sending to delivery. */
  readonly serviceMs: Percentiles;
  /** Answered requests over batches, as Triton counts it (a mean over requests would favour the large batches). */
  readonly meanBatchSize: number;
  readonly device: DeviceName;
  /** Open loop: requests sent more than LATE_MS after their planned arrival, and planned ones never sent. */
  readonly late?: number;
  readonly dropped?: number;
  /** The first failure's message, where any request failed. */
  readonly failure?: string;
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

export interface LoadCalls {
  connectServer: { ask: { port: MessagePort }; answer: void };
  /** Runs to the end (or until `stop`) and answers with the report. Request i of the run asks pool row i mod count. */
  run: {
    ask: {
      settings: LoadSettings;
      serving: ServingSpec;
      /** [count, inputs]: the rows asked for, network inputs. */
      pool: Float32Array;
      inputs: number;
      outputs: number;
      device: DeviceName;
    };
    answer: LoadReport;
  };
  /** Cancels what is queued and ends the run. */
  stop: { ask: void; answer: void };
}

export interface LoadEvents {
  loadProgressed: LoadProgress;
}
