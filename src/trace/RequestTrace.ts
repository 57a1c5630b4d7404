/**
 * What is known of requests that have ended, one column a fact, in order of delivery. Everything the lab shows or exports
 * (timeline, river, percentiles, windows, traces) is read from these columns.
 *
 * Times are milliseconds since the start of the run. A request's life, each no earlier than the one before:
 * planned → sent → enqueued → free → batched → computed → readBack → delivered. What it never reached is NaN: a rejected
 * request has no `batched`.
 */
export const TRACE_COLUMNS = {
  /** The request's number; grows in order of sending. */
  ids: Float64Array,
  /** Which client sent it: 0, 1, … in a closed loop; the lowest free lane in an open one. */
  clients: Uint16Array,
  /** Which row of the load's pool was asked. */
  rowIndexes: Uint32Array,
  /** 1 is served first. */
  priorities: Uint8Array,
  /** Index into OUTCOMES. */
  outcomes: Uint8Array,
  /** When the plan wanted it sent; latency counts from here (response time). */
  plannedMs: Float64Array,
  /** When it was sent; service time counts from here. */
  sentMs: Float64Array,
  /** When the server put it into its queue. */
  enqueuedMs: Float64Array,
  /** From when on an instance was free to take it: from here to `batched` the batcher waited for company. */
  freeMs: Float64Array,
  /** When its batch was formed and given to an instance. */
  batchedMs: Float64Array,
  /** When the instance had computed its batch. */
  computedMs: Float64Array,
  /** When the batch's outputs had been read back. */
  readBackMs: Float64Array,
  /** When its answer reached its caller. */
  deliveredMs: Float64Array,
  /** Running number of its batch; 0 where there was none. Requests of one number were computed together. */
  batches: Float64Array,
  batchSizes: Uint16Array,
  /** Which instance computed it: 0, 1, … */
  instances: Uint8Array,
  /** Training step of the weights that answered. */
  steps: Float64Array,
  /** The answer in one number: class index for several outputs, the value itself for one; NaN where not ok. */
  answers: Float32Array,
} as const;

export type TraceColumn = keyof typeof TRACE_COLUMNS;
export type RequestTrace = { readonly [K in TraceColumn]: InstanceType<(typeof TRACE_COLUMNS)[K]> };

/** Columns for `count` requests, zeros. */
export function createTrace(count: number): RequestTrace {
  return Object.fromEntries(
    Object.entries(TRACE_COLUMNS).map(([name, Column]) => [name, new Column(count)]),
  ) as unknown as RequestTrace;
}

/** The buffers of a trace, to move them between threads instead of copying. */
export const traceBuffers = (trace: RequestTrace): ArrayBuffer[] =>
  Object.values(trace).map((column) => column.buffer);
