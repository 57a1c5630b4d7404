/**
 * A batching policy answers three questions while an instance is free: may a batch start, how large, and when to ask again.
 * It looks at the queue as numbers and at the time it is given, never at a clock, so that the same policy runs the server,
 * the tests and the race. Times are milliseconds.
 */
export interface Waiting {
  nowMs: number;
  /** Requests in the queue, at least one. */
  length: number;
  /** When the one that has waited longest came into the queue, and the one that has waited shortest. */
  oldestMs: number;
  newestMs: number;
  /** Since when an instance has been free. */
  freeSinceMs: number;
}

export interface FinishedBatch {
  readonly size: number;
  /** From the start of the batch until its answers were there. */
  readonly computeMs: number;
  /** How long the first of its requests had waited when it started. */
  readonly waitMs: number;
  readonly endedMs: number;
}

export interface BatchingPolicy {
  /** No batch is ever larger. */
  readonly maxBatchSize: number;
  /** So many requests are a full batch: one starts at once. May change as the policy learns. */
  readonly fullSize: number;
  /** How many requests start now as one batch; 0: wait. */
  size(waiting: Readonly<Waiting>): number;
  /** When to ask again if nothing happens before. Only asked where `size` is 0. */
  wakeMs(waiting: Readonly<Waiting>): number;
  /** Told of every batch that was answered. */
  learn?(batch: FinishedBatch): void;
}
