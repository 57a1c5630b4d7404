/**
 * The bounded priority queue in front of the batcher: strict priority by level, FIFO within one. Under Triton's
 * timeout action DELAY a late request goes behind all in time of its level, and may starve there. The queue links
 * slots of a RequestTable and never ends a request itself.
 */
import type { ServingSpec } from '#experiment/experiment.ts';
import { STATE, type RequestTable } from './RequestTable.ts';

export class RequestQueue {
  private readonly table: RequestTable;
  /** Two linked lists a level, in order of service: requests in time, then delayed ones. */
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  /** 1 while the deadlines of a list ascend: only its head can then be late, and the list need not be walked. */
  private readonly ascending: Uint8Array;
  /** Lists before this one are empty. */
  private firstList = 0;
  private count = 0;
  /** A lower bound on the earliest deadline in the queue, exact after `expire`. */
  private earliestDeadlineMs = Infinity;
  /** Requests that may be queued; one more is rejected. */
  maxQueueSize: number;
  /** What becomes of a request that times out. */
  timeoutAction: ServingSpec['timeoutAction'] = 'reject';

  constructor(table: RequestTable, maxQueueSize: number, priorityLevels: number) {
    this.table = table;
    this.maxQueueSize = maxQueueSize;
    this.heads = new Int32Array(2 * priorityLevels).fill(-1);
    this.tails = new Int32Array(2 * priorityLevels).fill(-1);
    this.ascending = new Uint8Array(2 * priorityLevels);
  }

  get length(): number {
    return this.count;
  }

  get full(): boolean {
    return this.count >= this.maxQueueSize;
  }

  /** No request in the queue times out before this. */
  get nextDeadlineMs(): number {
    return this.count > 0 ? this.earliestDeadlineMs : Infinity;
  }

  /** Arrival of the oldest queued request; Infinity when the queue is empty. */
  oldestEnqueuedMs(): number {
    let oldest = Infinity;
    for (const head of this.heads) {
      if (head >= 0) oldest = Math.min(oldest, this.table.enqueuedMs[head] ?? Infinity);
    }
    return oldest;
  }

  /** Arrival of the newest queued request; −Infinity when the queue is empty. */
  newestEnqueuedMs(): number {
    let newest = -Infinity;
    for (const tail of this.tails) {
      if (tail >= 0) newest = Math.max(newest, this.table.enqueuedMs[tail] ?? -Infinity);
    }
    return newest;
  }

  /** Inserts a slot by its arrival: at the tail of its list, or where it was before its batch failed. */
  push(slot: number): void {
    const { table, heads, tails } = this;
    const list = this.listOf(slot);
    const tail = tails[list] ?? -1;
    const arrival = table.arrivals[slot] ?? 0;
    let previous = tail;
    let next = -1;
    if (tail >= 0 && (table.arrivals[tail] ?? 0) > arrival) {
      previous = -1;
      next = heads[list] ?? -1;
      while (next >= 0 && (table.arrivals[next] ?? 0) < arrival) {
        previous = next;
        next = table.next[next] ?? -1;
      }
    }
    table.next[slot] = next;
    table.states[slot] = STATE.queued;
    if (previous < 0) heads[list] = slot;
    else table.next[previous] = slot;
    if (next < 0) tails[list] = slot;
    const { deadlinesMs } = table;
    const deadlineMs = deadlinesMs[slot] ?? Infinity;
    if (previous < 0 && next < 0) this.ascending[list] = 1;
    else if (previous >= 0 && (deadlinesMs[previous] ?? 0) > deadlineMs) this.ascending[list] = 0;
    else if (next >= 0 && deadlineMs > (deadlinesMs[next] ?? 0)) this.ascending[list] = 0;
    this.firstList = Math.min(this.firstList, list);
    this.count += 1;
    this.earliestDeadlineMs = Math.min(this.earliestDeadlineMs, deadlineMs);
  }

  /**
   * Removes the next request: highest priority, then in time before delayed, then oldest. Returns −1 when the queue is
   * empty.
   */
  pop(): number {
    for (let list = this.firstList; list < this.heads.length; list += 1) {
      const slot = this.heads[list] ?? -1;
      if (slot < 0) continue;
      const next = this.table.next[slot] ?? -1;
      this.heads[list] = next;
      if (next < 0) this.tails[list] = -1;
      this.firstList = list;
      this.count -= 1;
      return slot;
    }
    return -1;
  }

  /** Removes every request whose deadline has passed; under DELAY moves it behind the others. */
  expire(nowMs: number, expired: (slot: number) => void): void {
    if (nowMs < this.earliestDeadlineMs) return;
    const { deadlinesMs } = this.table;
    let earliest = Infinity;
    const late = this.timeoutAction === 'delay' ? (slot: number) => this.delay(slot) : expired;
    const isLate = (slot: number): boolean => {
      const deadlineMs = deadlinesMs[slot] ?? Infinity;
      if (deadlineMs <= nowMs) return true;
      earliest = Math.min(earliest, deadlineMs);
      return false;
    };
    for (let list = this.firstList; list < this.heads.length; list += 1) {
      this.removeFrom(list, isLate, late, this.ascending[list] === 1);
    }
    this.earliestDeadlineMs = earliest;
  }

  /** Removes every request that matches, in order of service. */
  remove(matches: (slot: number) => boolean, removed: (slot: number) => void): void {
    for (let list = 0; list < this.heads.length; list += 1) this.removeFrom(list, matches, removed, false);
  }

  /** @param untilFirst stop at the first that does not match */
  private removeFrom(
    list: number,
    matches: (slot: number) => boolean,
    removed: (slot: number) => void,
    untilFirst: boolean,
  ): void {
    const { table, heads, tails } = this;
    let previous = -1;
    let slot = heads[list] ?? -1;
    while (slot >= 0) {
      const next = table.next[slot] ?? -1;
      if (matches(slot)) {
        if (previous < 0) heads[list] = next;
        else table.next[previous] = next;
        if (next < 0) tails[list] = previous;
        this.count -= 1;
        removed(slot);
      } else {
        if (untilFirst) return;
        previous = slot;
      }
      slot = next;
    }
  }

  private listOf(slot: number): number {
    const { levels, delayed } = this.table;
    return 2 * ((levels[slot] ?? 1) - 1) + (delayed[slot] ?? 0);
  }

  /** Has no deadline any more: it waits until all requests in time have been served. */
  private delay(slot: number): void {
    const { delayed, deadlinesMs } = this.table;
    delayed[slot] = 1;
    deadlinesMs[slot] = Infinity;
    this.push(slot);
  }
}
