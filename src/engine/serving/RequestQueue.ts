/**
 * The bounded queue in front of the batcher: all of level 1 before any of level 2, first in first out within a level.
 * It only links slots of a RequestTable; whoever takes a slot out ends its request.
 */
import { STATE, type RequestTable } from './RequestTable.ts';

export class RequestQueue {
  private readonly table: RequestTable;
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  private count = 0;
  /** Not later than the earliest deadline in the queue; too early at most until the next `expire`. */
  private earliestDeadlineMs = Infinity;
  /** Requests that may wait; one more is refused. */
  maxQueueSize: number;

  constructor(table: RequestTable, maxQueueSize: number, priorityLevels: number) {
    this.table = table;
    this.maxQueueSize = maxQueueSize;
    this.heads = new Int32Array(priorityLevels + 1).fill(-1);
    this.tails = new Int32Array(priorityLevels + 1).fill(-1);
  }

  get length(): number {
    return this.count;
  }

  get full(): boolean {
    return this.count >= this.maxQueueSize;
  }

  /** A time before which nothing in the queue times out. */
  get nextDeadlineMs(): number {
    return this.count > 0 ? this.earliestDeadlineMs : Infinity;
  }

  /** When the request that has waited longest came; Infinity when none waits. */
  oldestEnqueuedMs(): number {
    let oldest = Infinity;
    for (const head of this.heads) {
      if (head >= 0) oldest = Math.min(oldest, this.table.enqueuedMs[head] ?? Infinity);
    }
    return oldest;
  }

  /** Adds a slot behind its level. The caller has asked `full` before. */
  push(slot: number): void {
    const { table, heads, tails } = this;
    const level = table.levels[slot] ?? 1;
    const tail = tails[level] ?? -1;
    table.next[slot] = -1;
    table.states[slot] = STATE.queued;
    if (tail < 0) heads[level] = slot;
    else table.next[tail] = slot;
    tails[level] = slot;
    this.entered(slot);
  }

  /** Puts a slot that was taken back to where its arrival belongs: the way of a request whose batch was lost. */
  putBack(slot: number): void {
    const { table, heads, tails } = this;
    const level = table.levels[slot] ?? 1;
    let previous = -1;
    let next = heads[level] ?? -1;
    while (next >= 0 && (table.arrivals[next] ?? 0) < (table.arrivals[slot] ?? 0)) {
      previous = next;
      next = table.next[next] ?? -1;
    }
    table.next[slot] = next;
    table.states[slot] = STATE.queued;
    if (previous < 0) heads[level] = slot;
    else table.next[previous] = slot;
    if (next < 0) tails[level] = slot;
    this.entered(slot);
  }

  /** Takes the next request out: highest priority, then oldest; −1 when none waits. */
  pop(): number {
    for (let level = 1; level < this.heads.length; level += 1) {
      const slot = this.heads[level] ?? -1;
      if (slot < 0) continue;
      const next = this.table.next[slot] ?? -1;
      this.heads[level] = next;
      if (next < 0) this.tails[level] = -1;
      this.count -= 1;
      return slot;
    }
    return -1;
  }

  /** Takes out every request whose deadline has passed. */
  expire(nowMs: number, expired: (slot: number) => void): void {
    if (nowMs < this.earliestDeadlineMs) return;
    const { deadlinesMs } = this.table;
    let earliest = Infinity;
    this.remove((slot) => {
      const deadlineMs = deadlinesMs[slot] ?? Infinity;
      if (deadlineMs <= nowMs) return true;
      earliest = Math.min(earliest, deadlineMs);
      return false;
    }, expired);
    this.earliestDeadlineMs = earliest;
  }

  /** Takes out every request that matches, in order of service. */
  remove(matches: (slot: number) => boolean, removed: (slot: number) => void): void {
    const { table, heads, tails } = this;
    for (let level = 1; level < heads.length; level += 1) {
      let previous = -1;
      let slot = heads[level] ?? -1;
      while (slot >= 0) {
        const next = table.next[slot] ?? -1;
        if (matches(slot)) {
          if (previous < 0) heads[level] = next;
          else table.next[previous] = next;
          if (next < 0) tails[level] = previous;
          this.count -= 1;
          removed(slot);
        } else {
          previous = slot;
        }
        slot = next;
      }
    }
  }

  private entered(slot: number): void {
    this.count += 1;
    this.earliestDeadlineMs = Math.min(this.earliestDeadlineMs, this.table.deadlinesMs[slot] ?? Infinity);
  }
}
