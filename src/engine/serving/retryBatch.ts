/** What becomes of the requests of a batch that failed. */
import type { CallerOutboxes } from './CallerOutboxes.ts';
import type { RequestQueue } from './RequestQueue.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import { sameShape, type Model, type ServedModel } from './ServedModel.ts';

/** A request survives two losses of the device; a batch that brings down every device must not be tried for ever. */
const MAX_ATTEMPTS = 3;
export const NETWORK_CHANGED = 'The network changed while this request waited. Send it again.';

export interface Retry {
  readonly table: RequestTable;
  readonly queue: RequestQueue;
  readonly outboxes: CallerOutboxes;
  readonly served: ServedModel;
}

/** Puts them back to where their arrival belongs; ends those that cannot or need not be tried again. */
export function retryBatch(
  { table, queue, outboxes, served }: Retry,
  slots: Int32Array,
  model: Model,
  error: Error,
): void {
  const isServed = served.shape !== null && sameShape(served.shape, model.shape);
  for (const slot of slots) {
    // What had been answered before the batch failed has ended; its slot may soon be another request's.
    if (table.states[slot] === STATE.free) continue;
    if (table.states[slot] === STATE.abandoned) outboxes.end(slot, 'wasted');
    else if (!isServed) outboxes.end(slot, 'failed', NETWORK_CHANGED);
    else if ((table.attempts[slot] ?? 0) >= MAX_ATTEMPTS) outboxes.end(slot, 'failed', error.message);
    else queue.push(slot);
  }
}
