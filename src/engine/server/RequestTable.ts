/**
 * All requests that the server holds, as columns indexed by slot, without allocation per request. A slot is taken on
 * admission and released when the request has ended; input rows stay in the block they came in.
 */
import { bug } from '#messages/bug.ts';
import type { RequestBlock } from '#protocol/server.ts';

/** Buffers smaller than this are not returned: allocating a new one costs less than sending the old one back. */
const LEAST_SPENT_BYTES = 16_384;

/** A request block and how many of its requests have not ended. */
interface Share {
  readonly caller: number;
  readonly block: RequestBlock;
  held: number;
}

/** State of a request. `abandoned`: cancelled while its batch was on the device. */
export const STATE = { free: 0, queued: 1, executing: 2, abandoned: 3 } as const;

export class RequestTable {
  /** The caller's own id for the request, and the caller's number. */
  ids = new Float64Array(0);
  callers = new Int32Array(0);
  /** The input is row `rows[slot]` of `blocks[slot]`. */
  blocks: (RequestBlock | null)[] = [];
  rows = new Int32Array(0);
  /** Priority, 1 is highest. */
  levels = new Uint8Array(0);
  states = new Uint8Array(0);
  attempts = new Uint8Array(0);
  /** 1 where the request has timed out and, by DELAY, waits behind those in time. */
  delayed = new Uint8Array(0);
  /** Admission counter: FIFO order, kept through a retry. */
  arrivals = new Float64Array(0);
  enqueuedMs = new Float64Array(0);
  /** Sequence number within its caller where order is preserved, else 0. */
  orders = new Float64Array(0);
  /** Infinity where the request may wait forever. */
  deadlinesMs = new Float64Array(0);
  /** Links of the queue: next slot of the same list, −1 at the tail. */
  next = new Int32Array(0);

  private shares: (Share | null)[] = [];
  private newest: Share | null = null;
  /** Blocks all of whose requests had ended at some moment; more may have been admitted since. */
  private readonly ended = new Set<Share>();
  private free = new Int32Array(0);
  private freeCount = 0;
  private lastArrival = 0;

  get held(): number {
    return this.ids.length - this.freeCount;
  }

  take(
    id: number,
    caller: number,
    block: RequestBlock,
    row: number,
    level: number,
    enqueuedMs: number,
    deadlineMs: number,
  ): number {
    if (this.freeCount === 0) this.grow();
    const slot = this.free[--this.freeCount] ?? 0;
    this.ids[slot] = id;
    this.callers[slot] = caller;
    this.blocks[slot] = block;
    if (this.newest?.block !== block) this.newest = { caller, block, held: 0 };
    this.newest.held += 1;
    this.shares[slot] = this.newest;
    this.rows[slot] = row;
    this.levels[slot] = level;
    this.states[slot] = STATE.queued;
    this.attempts[slot] = 0;
    this.delayed[slot] = 0;
    this.arrivals[slot] = ++this.lastArrival;
    this.enqueuedMs[slot] = enqueuedMs;
    this.orders[slot] = 0;
    this.deadlinesMs[slot] = deadlineMs;
    return slot;
  }

  release(slot: number): void {
    if (this.states[slot] === STATE.free) throw bug('a request ended twice');
    this.states[slot] = STATE.free;
    this.blocks[slot] = null;
    const share = this.shares[slot];
    this.shares[slot] = null;
    if (share && --share.held === 0) this.ended.add(share);
    this.free[this.freeCount++] = slot;
  }

  /**
   * Hands out the buffers of blocks without open requests. Call between messages, not while a block is being admitted.
   */
  takeSpent(take: (caller: number, buffer: ArrayBuffer) => void): void {
    if (this.ended.size === 0) return;
    for (const share of this.ended) {
      const { buffer } = share.block.rows;
      if (share === this.newest) this.newest = null;
      const isWorthIt = buffer instanceof ArrayBuffer && buffer.byteLength >= LEAST_SPENT_BYTES;
      if (share.held === 0 && isWorthIt) take(share.caller, buffer);
    }
    this.ended.clear();
  }

  private grow(): void {
    const held = this.ids.length;
    const capacity = Math.max(256, held * 2);
    this.ids = copied(this.ids, new Float64Array(capacity));
    this.callers = copied(this.callers, new Int32Array(capacity));
    this.rows = copied(this.rows, new Int32Array(capacity));
    this.levels = copied(this.levels, new Uint8Array(capacity));
    this.states = copied(this.states, new Uint8Array(capacity));
    this.attempts = copied(this.attempts, new Uint8Array(capacity));
    this.delayed = copied(this.delayed, new Uint8Array(capacity));
    this.arrivals = copied(this.arrivals, new Float64Array(capacity));
    this.orders = copied(this.orders, new Float64Array(capacity));
    this.enqueuedMs = copied(this.enqueuedMs, new Float64Array(capacity));
    this.deadlinesMs = copied(this.deadlinesMs, new Float64Array(capacity));
    this.next = copied(this.next, new Int32Array(capacity));
    this.free = new Int32Array(capacity);
    // Descending, so that the lowest free slot is taken next.
    for (let slot = capacity - 1; slot >= held; slot -= 1) {
      this.blocks[slot] = null;
      this.shares[slot] = null;
      this.free[this.freeCount++] = slot;
    }
  }
}

function copied<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
