/** Retries the requests of a batch that failed. */
import { reasonOf } from '#messages/Failure.ts';
import { networkChanged } from '#messages/generated/serverErrors.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import type { RequestQueue } from './RequestQueue.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import type { ResponseRouter } from './ResponseRouter.ts';
import type { Model, ServedModel } from './ServedModel.ts';

/** A request survives two losses of the device; a batch that crashes every device must not be retried forever. */
const MAX_ATTEMPTS = 3;

export interface Retry {
  readonly table: RequestTable;
  readonly queue: RequestQueue;
  readonly router: ResponseRouter;
  readonly served: ServedModel;
}

/** Queues them again by their arrival; ends those that cannot, or need not, be retried. */
export function retryBatch(
  { table, queue, router, served }: Retry,
  slots: Int32Array,
  model: Model,
  error: Error,
): void {
  const isServed = served.shape !== null && isSameShape(served.shape, model.shape);
  for (const slot of slots) {
    // Already ended before the batch failed; its slot may soon belong to another request.
    if (table.states[slot] === STATE.free) continue;
    if (table.states[slot] === STATE.abandoned) router.end(slot, 'wasted');
    else if (!isServed) router.end(slot, 'failed', networkChanged());
    else if ((table.attempts[slot] ?? 0) >= MAX_ATTEMPTS) router.end(slot, 'failed', reasonOf(error));
    else queue.push(slot);
  }
}
