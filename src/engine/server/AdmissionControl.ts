/**
 * Admission of requests: each is refused with a reason, served from the response cache, rejected because the queue is
 * full, or queued. Also their cancellation.
 */
import type { Clock } from '#engine/clock/Clock.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { defaultPriority, type RequestBlock } from '#protocol/server.ts';
import type { DynamicBatcher } from './DynamicBatcher.ts';
import type { Mailbox } from './Mailbox.ts';
import { requestProblem } from './requestProblem.ts';
import type { RequestQueue } from './RequestQueue.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import type { ResponseCache } from './ResponseCache.ts';
import type { ResponseRouter } from './ResponseRouter.ts';
import type { ServedModel } from './ServedModel.ts';

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly table: RequestTable;
  readonly queue: RequestQueue;
  readonly router: ResponseRouter;
  readonly served: ServedModel;
  readonly batcher: DynamicBatcher;
  readonly cache: ResponseCache;
  readonly mailbox: Mailbox;
  /** The batches that are on the device. */
  readonly running: ReadonlySet<Int32Array>;
}

export type AdmissionRules = Pick<ServingSpec, 'priorityLevels' | 'defaultTimeoutUs'>;

export class AdmissionControl {
  private readonly options: AdmissionOptions;
  rules: AdmissionRules = { priorityLevels: 1, defaultTimeoutUs: 0 };

  constructor(options: AdmissionOptions) {
    this.options = options;
  }

  accept(caller: number, block: RequestBlock): void {
    const { batcher, queue, table, router, served, cache, mailbox } = this.options;
    const nowMs = this.options.clock.nowMs();
    const { priorityLevels } = this.rules;
    const problem = requestProblem(block, served.shape, priorityLevels);
    const level = block.priority ?? defaultPriority(priorityLevels);
    const timeoutMs = this.timeoutMs(block);
    for (let row = 0; row < block.ids.length; row += 1) {
      const id = block.ids[row] ?? NaN;
      const order = router.admit(caller);
      if (problem !== null) {
        router.refuse(caller, order, id, 'failed', problem);
        continue;
      }
      if (cache.isOn && served.model) {
        const kept = cache.find(served.model, block.rows, row);
        if (kept) {
          router.respondFromCache(caller, order, id, nowMs, served.model.step, kept);
          continue;
        }
      }
      // The queue is not full if a free instance could take from it right now.
      if (queue.full) batcher.poll();
      if (queue.full) router.refuse(caller, order, id, 'rejected');
      else {
        const arrivedMs = mailbox.arrivedMs(block.sentMs[row] ?? nowMs, nowMs);
        const slot = table.take(id, caller, block, row, level, arrivedMs, arrivedMs + timeoutMs);
        table.orders[slot] = order;
        queue.push(slot);
      }
      if (batcher.fullBatchReady) batcher.poll();
    }
    batcher.poll();
  }

  cancel(caller: number, ids: Float64Array): void {
    const { table, queue, router, running, batcher } = this.options;
    const wanted = new Set(ids);
    const matches = (slot: number): boolean =>
      table.callers[slot] === caller && wanted.has(table.ids[slot] ?? NaN);
    queue.remove(matches, (slot) => router.end(slot, 'cancelled'));
    // A batch on the device cannot be recalled: its cancelled requests end as wasted when it does.
    for (const slots of running) {
      for (const slot of slots) if (matches(slot)) table.states[slot] = STATE.abandoned;
    }
    batcher.poll();
  }

  /** A request may shorten the default timeout, not lengthen it (Triton's `allow_timeout_override`). */
  private timeoutMs({ timeoutMs = 0 }: RequestBlock): number {
    return Math.min(timeoutMs || Infinity, this.rules.defaultTimeoutUs / 1000 || Infinity);
  }
}
