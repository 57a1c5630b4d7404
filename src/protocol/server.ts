/**
 * Calls and events of the server worker, which holds the model and computes predictions. Requests and responses travel
 * in blocks: columns, not objects.
 */
import type { BatchPolicyName } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { DeviceReport } from './DeviceReport.ts';

/** Priority of a request that names none: the middle level. */
export const defaultPriority = (priorityLevels: number): number => Math.ceil(priorityLevels / 2);

/** The response to one request, as `fanout.request` resolves it. */
export interface Response {
  readonly id: number;
  readonly output: number[];
  readonly device: DeviceName;
  readonly batchSize: number;
  /** Training step of the weights that were used. */
  readonly step: number;
  /** Durations in ms. */
  readonly timings: {
    readonly queue: number;
    readonly compute: number;
    readonly readBack: number;
    readonly total: number;
  };
}

/** Requests that are sent together. Ids are the caller's own and come back unchanged. */
export interface RequestBlock {
  readonly ids: Float64Array;
  /** [count, inputs] */
  readonly rows: Float32Array;
  /** When each was sent, in ms on the common clock: separates transport from time in the mailbox. */
  readonly sentMs: Float64Array;
  /** 1 (served first) to `serving.priorityLevels`; the middle level where absent. */
  readonly priority?: number;
  /**
   * How long a request may be queued, in ms. `serving.defaultTimeoutUs` applies where that is shorter, or this absent
   * or 0.
   */
  readonly timeoutMs?: number;
}

/**
 * Responses that are sent together, as columns of equal length, in order of completion. Times are ms on the common
 * clock (`performance.timeOrigin + performance.now()`), NaN where a request never got that far.
 */
export interface ResponseBlock {
  readonly ids: Float64Array;
  /** Index into OUTCOMES. */
  readonly outcomes: Uint8Array;
  /** [count, outputs]; zeros where the outcome is not ok. */
  readonly outputs: Float32Array;
  /** Batch number, from 1; 0 where there was no batch, as for cached responses. */
  readonly batches: Float64Array;
  readonly batchSizes: Uint16Array;
  /** Index of the instance that computed the batch, from 0. */
  readonly instances: Uint8Array;
  readonly steps: Float64Array;
  /** When the request was queued. */
  readonly enqueuedMs: Float64Array;
  /** When an instance became free to take it: from here to `batchedMs` it waited for a larger batch. */
  readonly freeMs: Float64Array;
  /** When its batch was formed and given to an instance: upload and computing follow. */
  readonly batchedMs: Float64Array;
  /** When the instance had computed the batch. */
  readonly computedMs: Float64Array;
  /** When the outputs had been read back. */
  readonly readBackMs: Float64Array;
  /** Device of the ok responses in this block; absent where no batch was computed. */
  readonly device?: DeviceName;
  /** The first failure, where any outcome is `failed`. */
  readonly failure?: Failure;
}

/**
 * slowBatch: the next batch occupies its instance for longer. stall: the server's thread is blocked. deviceLoss: the
 * GPU device is destroyed, as by a driver reset. compileSpike: compiled kernels are dropped and compiled again.
 */
export interface Fault {
  readonly kind: 'slowBatch' | 'stall' | 'deviceLoss' | 'compileSpike';
  /** slowBatch and stall: duration in ms; FAULT_MS.default where absent. */
  readonly ms?: number;
}
export const FAULT_MS = { default: 500, min: 1, max: 10_000 } as const;

/**
 * Simulates several policies on the same arrivals, on a virtual clock, with measured batch times: queueing is exact,
 * the device's noise is left out, and no latency in it was measured.
 */
export interface PolicySimulation {
  /** Arrival of each request, in ms, ascending. */
  readonly arrivalsMs: Float64Array;
  /** Measured time of a batch by its padded size, ascending by size, at least one; linear between sizes. */
  readonly costs: readonly { readonly size: number; readonly ms: number }[];
  /** Batches in flight on the device. */
  readonly instances: number;
  /** Batch sizes, delay and latency goal; its own policy is ignored. */
  readonly serving: ServingSpec;
  readonly policies: readonly BatchPolicyName[];
}

/** One policy's run; columns by request, in order of arrival. */
export interface SimulatedRun {
  readonly policy: BatchPolicyName;
  /** From arrival to response. */
  readonly latenciesMs: Float64Array;
  /** From arrival to the start of the batch. */
  readonly waitsMs: Float64Array;
  readonly batchSizes: Uint16Array;
  readonly batches: number;
}

/** @typeParam Text what reports say: failures in the worker, sentences on the page (`sayFailures.ts`) */
export interface ServerCalls<Text = string> {
  /**
   * Opens the first device that passes its self-test. The network comes with its weights.
   * @throws Error with all reasons where no device works
   */
  start: {
    params: { serving: ServingSpec; prefer?: DeviceName; baseUrl: string };
    result: DeviceReport<Text>;
  };
  useDevice: { params: { name: DeviceName }; result: DeviceReport<Text> };
  /** Takes a serving config. The network comes with its weights. */
  configure: { params: { serving: ServingSpec }; result: void };
  /**
   * Serves this network and its weights from the next batch on; for servers without a trainer.
   * @throws Error where parameters and shape do not fit
   */
  setModel: { params: { shape: NetworkShape; parameters: Float32Array; step: number }; result: void };
  /** Receives the trainer's weights on this port. */
  connectTrainer: { params: { port: MessagePort }; result: void };
  /**
   * Resolves once the weights with this serial number, or newer ones, have come from the trainer.
   * @throws Error when another trainer takes over meanwhile
   */
  weightsArrived: { params: { serial: number }; result: void };
  /** Receives requests and sends responses on a port; where absent, on the data channel beside these calls. */
  connectCaller: { params: { port?: MessagePort }; result: void };
  /** Starts the load worker, nested in the server's; `LoadCalls` and their events pass through the port. */
  connectLoad: { params: { port: MessagePort }; result: void };
  loseDevice: { params: void; result: void };
  /**
   * Injects a fault; `faultStruck` reports when it has struck. No request is lost by any of them.
   * @throws Error where the device does not have this fault
   */
  injectFault: { params: Fault; result: void };
  simulatePolicies: { params: PolicySimulation; result: SimulatedRun[] };
  /** Measures the resolution of this worker's clock, in ms. */
  clockStep: { params: void; result: number };
}

export interface ServerEvents<Text = string> {
  deviceOpened: { report: DeviceReport<Text> };
  deviceLost: { message: Text; continuesOn?: DeviceName };
  /**
   * A compute worker failed too often and is not started again. The others go on; without any, the server's own worker
   * computes.
   */
  instanceGaveUp: { message: Text };
  /** The load worker could not be loaded, or has stopped: its calls get no result any more. */
  loadStopped: { message: Text };
  /**
   * At display rate while anything is in flight, and once when all is done. `meanBatchSize` is that of the batches
   * since the last sample (0 where there were none); batches, hits and misses count from the server's start.
   */
  queueSampled: {
    queued: number;
    executing: number;
    batches: number;
    meanBatchSize: number;
    cacheHits: number;
    cacheMisses: number;
  };
  /** Durations of the first and the second batch of a size on this device and network. */
  batchSizeWarmed: { size: number; firstMs: number; secondMs: number };
  /** A fault has struck: start on the common clock, and duration, in ms. */
  faultStruck: { kind: Fault['kind']; atMs: number; tookMs: number };
}

/** On a caller's port or data channel. */
export type CallerMessage =
  | { readonly kind: 'requests'; readonly block: RequestBlock }
  | { readonly kind: 'cancel'; readonly ids: Float64Array };
export interface CallerReply {
  readonly kind: 'responses';
  readonly block: ResponseBlock;
  /**
   * Buffers of finished request blocks, for the caller to reuse once it has read the responses, which may lie in one
   * of them. Small buffers are not returned.
   */
  readonly spent?: readonly ArrayBuffer[];
}

/** From the trainer to the server on their own port: weights and their network, with every snapshot. */
export interface WeightsMessage {
  readonly kind: 'weights';
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
  /** Ascending by message of one trainer. */
  readonly serial: number;
}
