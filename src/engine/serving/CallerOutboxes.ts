/** The way out of the server: ends the request in a slot, and puts its answer into the outbox of its own caller. */
import type { Outcome } from '../../trace/outcomes.ts';
import { STATE, type RequestTable } from './RequestTable.ts';
import { ResponseOutbox, type BatchFacts, type SendResponses } from './ResponseOutbox.ts';

export class CallerOutboxes {
  private readonly table: RequestTable;
  private readonly outboxes = new Map<number, ResponseOutbox>();
  private lastCaller = 0;

  constructor(table: RequestTable) {
    this.table = table;
  }

  /** Adds a caller; its answers go to `send`. Returns its number. */
  add(send: SendResponses): number {
    const caller = ++this.lastCaller;
    this.outboxes.set(caller, new ResponseOutbox(send));
    return caller;
  }

  of(caller: number): ResponseOutbox {
    const outbox = this.outboxes.get(caller);
    if (!outbox) throw new Error(`There is no caller ${caller}.`);
    return outbox;
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
      const outbox = this.of(table.callers[slot] ?? 0);
      outbox.addOk(table.ids[slot] ?? NaN, table.enqueuedMs[slot] ?? NaN, batch, row);
      table.release(slot);
    }
  }

  /** Ends a request without an answer. */
  end(slot: number, outcome: Exclude<Outcome, 'ok'>, failure?: string): void {
    const { table } = this;
    const outbox = this.of(table.callers[slot] ?? 0);
    outbox.addEnded(table.ids[slot] ?? NaN, outcome, table.enqueuedMs[slot] ?? NaN, failure);
    table.release(slot);
  }

  /** Sends all that has gathered: one message a caller. */
  flush(): void {
    this.table.takeSpent((caller, buffer) => this.of(caller).addSpent(buffer));
    for (const outbox of this.outboxes.values()) outbox.flush();
  }
}
