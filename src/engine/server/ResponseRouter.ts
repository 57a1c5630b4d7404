/** Ends requests and routes their responses to the block builder of their caller, in order where that is preserved. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { bug } from '#messages/bug.ts';
import type { Failure } from '#messages/Failure.ts';
import type { Outcome } from '#trace/outcomes.ts';
import { ReorderBuffer } from './ReorderBuffer.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import { ResponseBlockBuilder, type BatchFacts, type SendResponses } from './ResponseBlockBuilder.ts';

interface Caller {
  readonly builder: ResponseBlockBuilder;
  readonly reorderBuffer: ReorderBuffer;
}

/** A response from the cache. */
export interface CachedResponse {
  readonly outputs: Float32Array;
  readonly device: DeviceName;
}

export class ResponseRouter {
  /** Whether requests that are admitted from now on get their responses in order. */
  preserveOrdering = false;
  private readonly table: RequestTable;
  private readonly callers = new Map<number, Caller>();
  private lastCaller = 0;

  constructor(table: RequestTable) {
    this.table = table;
  }

  /** Adds a caller whose responses go to `send`. Returns its number. */
  add(send: SendResponses): number {
    const caller = ++this.lastCaller;
    this.callers.set(caller, { builder: new ResponseBlockBuilder(send), reorderBuffer: new ReorderBuffer() });
    return caller;
  }

  /** Sequence number for the next request of a caller, in order of admission; 0 where order is not preserved. */
  admit(caller: number): number {
    return this.preserveOrdering ? this.of(caller).reorderBuffer.open() : 0;
  }

  /** Ends a request that was never queued. */
  refuse(caller: number, order: number, id: number, outcome: 'rejected' | 'failed', failure?: Failure): void {
    this.deliver(caller, order, (builder) => builder.addEnded(id, outcome, NaN, failure));
  }

  /** Responds from the cache: no queue, no device, but in order. All its times are `nowMs`. */
  respondFromCache(
    caller: number,
    order: number,
    id: number,
    nowMs: number,
    step: number,
    { outputs, device }: CachedResponse,
  ): void {
    const times = { freeMs: nowMs, batchedMs: nowMs, computedMs: nowMs, readBackMs: nowMs };
    const noBatch = { batch: 0, size: 0, instance: 0 };
    const facts = { ...noBatch, ...times, step, device, outputs, width: outputs.length };
    this.deliver(caller, order, (builder) => builder.addOk(id, nowMs, facts, 0));
  }

  /** Ends every request of a batch: ok, or wasted where it was cancelled meanwhile. */
  endBatch(slots: Int32Array, batch: BatchFacts): void {
    const { table } = this;
    for (let row = 0; row < slots.length; row += 1) {
      const slot = slots[row] ?? -1;
      if (table.states[slot] === STATE.abandoned) {
        this.end(slot, 'wasted');
        continue;
      }
      const caller = table.callers[slot] ?? 0;
      const order = table.orders[slot] ?? 0;
      const id = table.ids[slot] ?? NaN;
      const enqueuedMs = table.enqueuedMs[slot] ?? NaN;
      table.release(slot);
      if (order === 0) {
        this.of(caller).builder.addOk(id, enqueuedMs, batch, row);
        continue;
      }
      // A held response outlives the batch's outputs, so it gets a copy.
      const { width } = batch;
      const own = { ...batch, outputs: batch.outputs.slice(row * width, (row + 1) * width) };
      this.deliver(caller, order, (builder) => builder.addOk(id, enqueuedMs, own, 0));
    }
  }

  /** Ends a request without a prediction. */
  end(slot: number, outcome: Exclude<Outcome, 'ok'>, failure?: Failure): void {
    const { table } = this;
    const id = table.ids[slot] ?? NaN;
    const enqueuedMs = table.enqueuedMs[slot] ?? NaN;
    this.deliver(table.callers[slot] ?? 0, table.orders[slot] ?? 0, (builder) =>
      builder.addEnded(id, outcome, enqueuedMs, failure),
    );
    table.release(slot);
  }

  /** Sends what has been collected: one message a caller. */
  flush(): void {
    this.table.takeSpent((caller, buffer) => this.of(caller).builder.addSpent(buffer));
    for (const { builder } of this.callers.values()) builder.flush();
  }

  private of(caller: number): Caller {
    const found = this.callers.get(caller);
    if (!found) throw bug(`there is no caller ${caller}`);
    return found;
  }

  /** Delivers now, or once the caller's earlier requests have ended. */
  private deliver(caller: number, order: number, into: (builder: ResponseBlockBuilder) => void): void {
    const { builder, reorderBuffer } = this.of(caller);
    if (order === 0) into(builder);
    else reorderBuffer.end(order, () => into(builder));
  }
}
