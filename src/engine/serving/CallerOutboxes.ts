/** The way out of the server: ends the request in a slot, and puts its answer into the outbox of its own caller. */
import type { DeviceName } from '../../spec/vocabulary.ts';
import type { Outcome } from '../../trace/outcomes.ts';
import { OrderGate } from './OrderGate.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import { ResponseOutbox, type BatchFacts, type SendResponses } from './ResponseOutbox.ts';

interface Caller {
  readonly outbox: ResponseOutbox;
  readonly gate: OrderGate;
}

/** An answer that was kept from an earlier batch. */
export interface KeptAnswer {
  readonly outputs: Float32Array;
  readonly device: DeviceName;
}

export class CallerOutboxes {
  /** Whether requests that come in from now on are answered in their order. */
  preserveOrdering = false;
  private readonly table: RequestTable;
  private readonly callers = new Map<number, Caller>();
  private lastCaller = 0;

  constructor(table: RequestTable) {
    this.table = table;
  }

  /** Adds a caller; its answers go to `send`. Returns its number. */
  add(send: SendResponses): number {
    const caller = ++this.lastCaller;
    this.callers.set(caller, { outbox: new ResponseOutbox(send), gate: new OrderGate() });
    return caller;
  }

  /** To be asked once for each request that comes in, in order: its place in line, 0 where there is no line. */
  admit(caller: number): number {
    return this.preserveOrdering ? this.of(caller).gate.open() : 0;
  }

  /** Ends a request that never got into the queue. */
  refuse(caller: number, order: number, id: number, outcome: 'rejected' | 'failed', failure?: string): void {
    this.deliver(caller, order, (outbox) => outbox.addEnded(id, outcome, NaN, failure));
  }

  /** An answer that is there at once: it skips queue and device, but not its turn. Its life begins and ends `nowMs`. */
  answerFromCache(
    caller: number,
    order: number,
    id: number,
    nowMs: number,
    step: number,
    { outputs, device }: KeptAnswer,
  ): void {
    const times = { freeMs: nowMs, batchedMs: nowMs, computedMs: nowMs, readBackMs: nowMs };
    const noBatch = { batch: 0, size: 0, instance: 0 };
    const facts = { ...noBatch, ...times, step, device, outputs, width: outputs.length };
    this.deliver(caller, order, (outbox) => outbox.addOk(id, nowMs, facts, 0));
  }

  /** Ends every request of a batch: ok, or wasted where its caller gave up meanwhile. */
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
        this.of(caller).outbox.addOk(id, enqueuedMs, batch, row);
        continue;
      }
      // It may wait for its turn longer than the batch's outputs are good for.
      const { width } = batch;
      const own = { ...batch, outputs: batch.outputs.slice(row * width, (row + 1) * width) };
      this.deliver(caller, order, (outbox) => outbox.addOk(id, enqueuedMs, own, 0));
    }
  }

  /** Ends a request without an answer. */
  end(slot: number, outcome: Exclude<Outcome, 'ok'>, failure?: string): void {
    const { table } = this;
    const id = table.ids[slot] ?? NaN;
    const enqueuedMs = table.enqueuedMs[slot] ?? NaN;
    this.deliver(table.callers[slot] ?? 0, table.orders[slot] ?? 0, (outbox) =>
      outbox.addEnded(id, outcome, enqueuedMs, failure),
    );
    table.release(slot);
  }

  /** Sends all that has gathered: one message a caller. */
  flush(): void {
    this.table.takeSpent((caller, buffer) => this.of(caller).outbox.addSpent(buffer));
    for (const { outbox } of this.callers.values()) outbox.flush();
  }

  private of(caller: number): Caller {
    const found = this.callers.get(caller);
    if (!found) throw new Error(`There is no caller ${caller}.`);
    return found;
  }

  /** Now, or when the caller's earlier requests have ended. */
  private deliver(caller: number, order: number, into: (outbox: ResponseOutbox) => void): void {
    const { outbox, gate } = this.of(caller);
    if (order === 0) into(outbox);
    else gate.end(order, () => into(outbox));
  }
}
