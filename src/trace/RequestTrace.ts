/**
 * The trace of ended requests, as columns in order of delivery. Everything the lab shows or exports (timeline, live
 * view, percentiles, windows, traces) is read from it. Times are ms since the start of the run, each no earlier than
 * the one before: planned → sent → enqueued → free → batched → computed → readBack → delivered. NaN where a request
 * never got that far: a rejected one has no `batched`.
 */
export const TRACE_COLUMNS = {
  /** Number of the request in its run: 1, 2, … in order of sending. */
  ids: Float64Array,
  /** Client that sent it: 0, 1, … in a closed loop; the lowest free slot in an open one. */
  clients: Uint16Array,
  /** Row of the load's pool that was sent. */
  rowIndexes: Uint32Array,
  /** 1 is served first. */
  priorities: Uint8Array,
  /** Index into OUTCOMES. */
  outcomes: Uint8Array,
  /** Planned arrival; response time counts from here. */
  plannedMs: Float64Array,
  /** When it was sent; service time counts from here. */
  sentMs: Float64Array,
  /** When the server queued it. */
  enqueuedMs: Float64Array,
  /** When an instance became free to take it: from here to `batched` it waited for a larger batch. */
  freeMs: Float64Array,
  /** When its batch was formed and given to an instance. */
  batchedMs: Float64Array,
  /** When the instance had computed its batch. */
  computedMs: Float64Array,
  /** When the batch's outputs had been read back. */
  readBackMs: Float64Array,
  /** When its response reached its caller. */
  deliveredMs: Float64Array,
  /** Batch number; 0 where there was no batch. Requests of one number were computed together. */
  batches: Float64Array,
  batchSizes: Uint16Array,
  /** Index of the instance that computed it, from 0. */
  instances: Uint8Array,
  /** Training step of the weights that were used. */
  steps: Float64Array,
  /** Prediction in one number: class index for several outputs, the value itself for one; NaN where not ok. */
  predictions: Float32Array,
} as const;

export type TraceColumn = keyof typeof TRACE_COLUMNS;
export type RequestTrace = { readonly [K in TraceColumn]: InstanceType<(typeof TRACE_COLUMNS)[K]> };

/** Columns for `count` requests, zeros. */
export function createTrace(count: number): RequestTrace {
  return Object.fromEntries(
    Object.entries(TRACE_COLUMNS).map(([name, Column]) => [name, new Column(count)]),
  ) as unknown as RequestTrace;
}

/** The buffers of a trace, for transfer between threads. */
export const traceBuffers = (trace: RequestTrace): ArrayBuffer[] =>
  Object.values(trace).map((column) => column.buffer);
