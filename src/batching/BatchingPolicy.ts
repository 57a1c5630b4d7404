/**
 * A batching policy decides, while an instance is free, whether a batch starts, how large it is, and when to ask
 * again. It sees the queue as numbers and is given the time, so that the same code runs in the server, in tests and in
 * simulations. Times are milliseconds.
 */
export interface Waiting {
  nowMs: number;
  /** Requests in the queue, at least one. */
  length: number;
  /** Arrival of the oldest and of the newest queued request. */
  oldestMs: number;
  newestMs: number;
  /** Since when an instance has been free. */
  freeSinceMs: number;
}

export interface FinishedBatch {
  readonly size: number;
  /** From the start of the batch until its outputs were read back. */
  readonly computeMs: number;
  /** How long its oldest request had been queued when it started. */
  readonly waitMs: number;
  readonly endedMs: number;
}

export interface BatchingPolicy {
  /** No batch is larger. */
  readonly maxBatchSize: number;
  /** With this many queued requests a batch starts at once. May change as the policy learns. */
  readonly fullSize: number;
  /** How many requests start now as one batch; 0: wait. */
  size(waiting: Readonly<Waiting>): number;
  /** When to ask again if nothing happens before. Only called where `size` is 0. */
  wakeMs(waiting: Readonly<Waiting>): number;
  /** Called for every computed batch. */
  learn?(batch: FinishedBatch): void;
}
