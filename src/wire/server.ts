/**
 * Messages of the server worker (holds the model, answers requests) and the load worker (fires many). Single requests
 * and their answers travel many to a message: columns, not objects.
 */
import type { Experiment, ServingSpec } from '../spec/experiment.ts';
import type { NetworkShape } from '../spec/networkShape.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { DeviceReport } from './DeviceReport.ts';

/** How a request ended; every request ends exactly once. */
export const OUTCOMES = ['ok', 'rejected', 'timedOut', 'cancelled', 'wasted', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const PRIORITY_LEVELS = 3;
export const DEFAULT_PRIORITY = 2;

/** The answer to one request, as `fanout.request` resolves it. */
export interface Response {
  readonly id: number;
  readonly output: number[];
  readonly device: DeviceName;
  readonly batchSize: number;
  /** Training step of the weights that answered. */
  readonly step: number;
  /** Durations in ms. */
  readonly timings: {
    readonly queue: number;
    readonly compute: number;
    readonly readBack: number;
    readonly total: number;
  };
}

/** Requests that go to the server together. Ids are the caller's own and come back unchanged. */
export interface RequestBlock {
  readonly ids: Float64Array;
  /** [count, inputs] */
  readonly rows: Float32Array;
  readonly plannedMs: Float64Array;
  readonly sentMs: Float64Array;
  /** 1 (served first) to PRIORITY_LEVELS; DEFAULT_PRIORITY where absent. */
  readonly priority?: number;
  /** How long a request may wait in the queue; it may wait for ever where absent. */
  readonly timeoutMs?: number;
}

/** Answers that come back together, columns of equal length, in order of completion. */
export interface ResponseBlock {
  readonly ids: Float64Array;
  /** Index into OUTCOMES. */
  readonly outcomes: Uint8Array;
  /** [count, outputs]; zeros where the outcome is not ok. */
  readonly outputs: Float32Array;
  readonly batchSizes: Uint16Array;
  readonly steps: Float64Array;
  readonly enqueuedMs: Float64Array;
  readonly batchedMs: Float64Array;
  readonly computedMs: Float64Array;
  readonly readBackMs: Float64Array;
  /** What computed the ok answers of this block; absent while no batch has run. */
  readonly device?: DeviceName;
  /** The first failure's message, where any outcome is `failed`. */
  readonly failure?: string;
}

export interface ServerCalls {
  start: { ask: { experiment: Experiment; prefer?: DeviceName; baseUrl: string }; answer: DeviceReport };
  useDevice: { ask: { name: DeviceName }; answer: DeviceReport };
  configure: { ask: { shape: NetworkShape; serving: ServingSpec }; answer: void };
  /** Weights to answer with from the next batch on. */
  setParameters: { ask: { parameters: Float32Array; step: number }; answer: void };
  connectTrainer: { ask: { port: MessagePort }; answer: void };
  /** A port on which RequestBlocks come in and ResponseBlocks go out (the page's or the load worker's). */
  connectCaller: { ask: { port: MessagePort }; answer: void };
  loseDevice: { ask: void; answer: void };
}

export interface ServerEvents {
  deviceOpened: { report: DeviceReport };
  deviceLost: { message: string; continuesOn?: DeviceName };
  /**
   * At display pace while anything is in flight, and once when all is done. `batches` counts from the server's start;
   * `meanBatchSize` is that of the batches since the sample before (0 where there were none).
   */
  queueSampled: { queued: number; executing: number; batches: number; meanBatchSize: number };
}

/** On a caller's port. */
export type CallerMessage =
  | { readonly kind: 'requests'; readonly block: RequestBlock }
  | { readonly kind: 'cancel'; readonly ids: Float64Array };
export type CallerReply = { readonly kind: 'responses'; readonly block: ResponseBlock };

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

/** Progress of a load, at display pace. `answers` holds what arrived since the last one. */
export interface LoadProgress {
  readonly elapsedMs: number;
  readonly sent: number;
  readonly done: number;
  readonly inFlight: number;
  readonly report: LoadReport;
  readonly answers: LoadAnswers;
}

/** Answers as the pictures need them, in order of completion. */
export interface LoadAnswers {
  /** Which row of the load's pool was asked. */
  readonly rowIndexes: Uint32Array;
  readonly requestIds: Float64Array;
  readonly outcomes: Uint8Array;
  /** [count, outputs] */
  readonly outputs: Float32Array;
  readonly latencyMs: Float32Array;
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

/** From the trainer to the server on their own port: the newest weights, at display pace. */
export interface WeightsMessage {
  readonly kind: 'weights';
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}
