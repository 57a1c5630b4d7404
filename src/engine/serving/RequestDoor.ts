/**
 * Where requests come in: each is refused with a reason, answered from the cache, rejected by a full queue, or queued.
 * And where their callers take them back.
 */
import type { ServingSpec } from '../../spec/experiment.ts';
import { defaultPriority, type RequestBlock } from '../../wire/server.ts';
import type { CallerOutboxes } from './CallerOutboxes.ts';
import type { Clock } from './Clock.ts';
import type { DynamicBatcher } from './DynamicBatcher.ts';
import type { RequestQueue } from './RequestQueue.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import { requestProblem } from './requestProblem.ts';
import type { ResponseCache } from './ResponseCache.ts';
import type { ServedModel } from './ServedModel.ts';

export interface DoorOptions {
  readonly clock: Clock;
  readonly table: RequestTable;
  readonly queue: RequestQueue;
  readonly outboxes: CallerOutboxes;
  readonly served: ServedModel;
  readonly batcher: DynamicBatcher;
  readonly cache: ResponseCache;
  /** The batches that are on the device. */
  readonly running: ReadonlySet<Int32Array>;
}

export type DoorRules = Pick<ServingSpec, 'priorityLevels' | 'defaultTimeoutUs'>;

export class RequestDoor {
  private readonly options: DoorOptions;
  rules: DoorRules = { priorityLevels: 1, defaultTimeoutUs: 0 };

  constructor(options: DoorOptions) {
    this.options = options;
  }

  accept(caller: number, block: RequestBlock): void {
    const { batcher, queue, table, outboxes, served, cache } = this.options;
    const nowMs = this.options.clock.nowMs();
    const { priorityLevels } = this.rules;
    const problem = requestProblem(block, served.shape, priorityLevels);
    const level = block.priority ?? defaultPriority(priorityLevels);
    const deadlineMs = nowMs + this.timeoutMs(block);
    for (let row = 0; row < block.ids.length; row += 1) {
      const id = block.ids[row] ?? NaN;
      const order = outboxes.admit(caller);
      if (problem !== null) {
        outboxes.refuse(caller, order, id, 'failed', problem);
        continue;
      }
      if (cache.isOn && served.model) {
        const kept = cache.find(served.model, block.rows, row);
        if (kept) {
          outboxes.answerFromCache(caller, order, id, nowMs, served.model.step, kept);
          continue;
        }
      }
      // The queue is not full if a free instance could take from it right now.
      if (queue.full) batcher.poll();
      if (queue.full) outboxes.refuse(caller, order, id, 'rejected');
      else {
        const slot = table.take(id, caller, block, row, level, nowMs, deadlineMs);
        table.orders[slot] = order;
        queue.push(slot);
      }
      if (batcher.fullBatchReady) batcher.poll();
    }
    batcher.poll();
  }

  cancel(caller: number, ids: Float64Array): void {
    const { table, queue, outboxes, running, batcher } = this.options;
    const wanted = new Set(ids);
    const matches = (slot: number): boolean =>
      table.callers[slot] === caller && wanted.has(table.ids[slot] ?? NaN);
    queue.remove(matches, (slot) => outboxes.end(slot, 'cancelled'));
    // What the device has been given cannot be called back: it ends as wasted when its batch does.
    for (const slots of running) {
      for (const slot of slots) if (matches(slot)) table.states[slot] = STATE.abandoned;
    }
    batcher.poll();
  }

  /** A request may shorten the default, not lengthen it (Triton's `allow_timeout_override`). */
  private timeoutMs({ timeoutMs = Infinity }: RequestBlock): number {
    const { defaultTimeoutUs } = this.rules;
    return defaultTimeoutUs === 0 ? timeoutMs : Math.min(timeoutMs, defaultTimeoutUs / 1000);
  }
}
