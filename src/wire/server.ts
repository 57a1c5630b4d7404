/**
 * Messages of the server worker, which holds the model and answers requests. Requests
 * and their answers travel many to a message: columns, not objects.
 */
import type { Experiment, ServingSpec } from '../spec/experiment.ts';
import type { NetworkShape } from '../spec/networkShape.ts';
import type { BatchPolicyName, DeviceName } from '../spec/vocabulary.ts';
import type { DeviceReport } from './DeviceReport.ts';

/** The level of a request that names none: the middle one. */
export const defaultPriority = (priorityLevels: number): number => Math.ceil(priorityLevels / 2);

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
  /** 1 (served first) to `serving.priorityLevels`; the middle level where absent. */
  readonly priority?: number;
  /** How long a request may wait in the queue; `serving.defaultTimeoutUs` where that is shorter, or this absent. */
  readonly timeoutMs?: number;
}

/** Answers that come back together, columns of equal length, in order of completion. */
export interface ResponseBlock {
  readonly ids: Float64Array;
  /** Index into OUTCOMES. */
  readonly outcomes: Uint8Array;
  /** [count, outputs]; zeros where the outcome is not ok. */
  readonly outputs: Float32Array;
  /** Running number of the batch, from 1; 0 where there was none, as for what came out of the response cache. */
  readonly batches: Float64Array;
  readonly batchSizes: Uint16Array;
  /** Which instance computed the batch: 0, 1, … */
  readonly instances: Uint8Array;
  readonly steps: Float64Array;
  /** A request's life on the server, in order; what it never reached is NaN. When it was put into the queue. */
  readonly enqueuedMs: Float64Array;
  /** From when on an instance was free to take it: from here to `batchedMs` it waited for company. */
  readonly freeMs: Float64Array;
  /** When its batch was formed and given to an instance: upload and computing follow. */
  readonly batchedMs: Float64Array;
  /** When the instance had computed the batch. */
  readonly computedMs: Float64Array;
  /** When the outputs had been read back. */
  readonly readBackMs: Float64Array;
  /** What computed the ok answers of this block; absent while no batch has run. */
  readonly device?: DeviceName;
  /** The first failure's message, where any outcome is `failed`. */
  readonly failure?: string;
}

/**
 * slowBatch: the next batch holds its instance so much longer. stall: the worker's thread is blocked for so long.
 * deviceLoss: the GPU device is destroyed, as by a driver reset. compileSpike: what was compiled for the device is thrown
 * away and compiled again.
 */
export interface Fault {
  readonly kind: 'slowBatch' | 'stall' | 'deviceLoss' | 'compileSpike';
  /** slowBatch and stall; FAULT_MS where absent. */
  readonly ms?: number;
}
export const FAULT_MS = { default: 500, min: 1, max: 10_000 } as const;

/**
 * Several policies on the same arrivals, on a virtual clock. A replay on measured costs: what a batch of a size took on the
 * device is put in its place, so queueing is exact and the device's noise is left out. No latency in it was measured.
 */
export interface PolicyRace {
  /** When each request arrives, in ms, ascending. */
  readonly arrivalsMs: Float64Array;
  /** Measured time of a batch by its padded size, ascending by size, at least one. Between them a straight line is taken. */
  readonly costs: readonly { readonly size: number; readonly ms: number }[];
  /** Batches that are on the device at a time. */
  readonly instances: number;
  /** Sizes, delay and goal; its own policy does not matter. */
  readonly serving: ServingSpec;
  readonly policies: readonly BatchPolicyName[];
}

/** One policy's run; columns by request, in order of arrival. */
export interface RaceLane {
  readonly policy: BatchPolicyName;
  /** From arrival to answer. */
  readonly latenciesMs: Float64Array;
  /** Of that, until its batch started. */
  readonly waitsMs: Float64Array;
  readonly batchSizes: Uint16Array;
  readonly batches: number;
}

export interface ServerCalls {
  start: { ask: { experiment: Experiment; prefer?: DeviceName; baseUrl: string }; answer: DeviceReport };
  useDevice: { ask: { name: DeviceName }; answer: DeviceReport };
  configure: { ask: { shape: NetworkShape; serving: ServingSpec }; answer: void };
  /** Weights to answer with from the next batch on. */
  setParameters: { ask: { parameters: Float32Array; step: number }; answer: void };
  connectTrainer: { ask: { port: MessagePort }; answer: void };
  /** Where requests come in and responses go out: a port; where absent, the lane beside these calls (`laneOf`). */
  connectCaller: { ask: { port?: MessagePort }; answer: void };
  loseDevice: { ask: void; answer: void };
  /** Makes something go wrong on purpose; `faultStruck` tells when it has. No request is lost by any of them. */
  injectFault: { ask: Fault; answer: void };
  racePolicies: { ask: PolicyRace; answer: RaceLane[] };
}

export interface ServerEvents {
  deviceOpened: { report: DeviceReport };
  deviceLost: { message: string; continuesOn?: DeviceName };
  /**
   * A compute worker failed too often and is not started again. The others go on; without any, the server's own worker
   * computes.
   */
  instanceGaveUp: { message: string };
  /**
   * At display pace while anything is in flight, and once when all is done. `batches` counts from the server's start;
   * `meanBatchSize` is that of the batches since the sample before (0 where there were none). Hits and misses of the
   * response cache count from the server's start.
   */
  queueSampled: {
    queued: number;
    executing: number;
    batches: number;
    meanBatchSize: number;
    cacheHits: number;
    cacheMisses: number;
  };
  /** What the first batch of a size has cost on this device and network, and what the second. */
  batchSizeWarmed: { size: number; firstMs: number; secondMs: number };
  /** A fault has done its harm, from `atMs` on the common clock, for so long. */
  faultStruck: { kind: Fault['kind']; atMs: number; tookMs: number };
}

/** On a caller's port or lane. */
export type CallerMessage =
  | { readonly kind: 'requests'; readonly block: RequestBlock }
  | { readonly kind: 'cancel'; readonly ids: Float64Array };
export interface CallerReply {
  readonly kind: 'responses';
  readonly block: ResponseBlock;
  /**
   * Buffers of request blocks that the server has done with, for the caller to fill again once it has read the answers,
   * which may lie in one of them. Small ones stay away.
   */
  readonly spent?: readonly ArrayBuffer[];
}

/** From the trainer to the server on their own port: the newest weights, at display pace. */
export interface WeightsMessage {
  readonly kind: 'weights';
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}
