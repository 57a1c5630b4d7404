/**
 * The bounded queue in front of the batcher: all of level 1 before any of level 2, first in first out within a level.
 * Under Triton's timeout action DELAY a request that has waited too long goes behind all of its level that have not, in
 * order of arrival, and may starve there. The queue only links slots of a RequestTable; whoever takes a slot out ends it.
 */
import type { ServingSpec } from '../../spec/experiment.ts';
import { STATE, type RequestTable } from './RequestTable.ts';

export class RequestQueue {
  private readonly table: RequestTable;
  /** Two lanes a level, in order of service: the one in time, the delayed. */
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  /** 1 while the deadlines of a lane ascend: then only its head can be late, and the lane need not be walked. */
  private readonly ascending: Uint8Array;
  /** No lane before this one has requests. */
  private firstLane = 0;
  private count = 0;
  /** Not later than the earliest deadline in the queue; too early at most until the next `expire`. */
  private earliestDeadlineMs = Infinity;
  /** Requests that may wait; one more is refused. */
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

  /** When the request that has waited shortest came; −Infinity when none waits. */
  newestEnqueuedMs(): number {
    let newest = -Infinity;
    for (const tail of this.tails) {
      if (tail >= 0) newest = Math.max(newest, this.table.enqueuedMs[tail] ?? -Infinity);
    }
    return newest;
  }

  /** Adds a slot where its arrival belongs: behind its level, or for one whose batch was lost, back to its place. */
  push(slot: number): void {
    const { table, heads, tails } = this;
    const lane = this.laneOf(slot);
    const tail = tails[lane] ?? -1;
    const arrival = table.arrivals[slot] ?? 0;
    let previous = tail;
    let next = -1;
    if (tail >= 0 && (table.arrivals[tail] ?? 0) > arrival) {
      previous = -1;
      next = heads[lane] ?? -1;
      while (next >= 0 && (table.arrivals[next] ?? 0) < arrival) {
        previous = next;
        next = table.next[next] ?? -1;
      }
    }
    table.next[slot] = next;
    table.states[slot] = STATE.queued;
    if (previous < 0) heads[lane] = slot;
    else table.next[previous] = slot;
    if (next < 0) tails[lane] = slot;
    const { deadlinesMs } = table;
    const deadlineMs = deadlinesMs[slot] ?? Infinity;
    if (previous < 0 && next < 0) this.ascending[lane] = 1;
    else if (previous >= 0 && (deadlinesMs[previous] ?? 0) > deadlineMs) this.ascending[lane] = 0;
    else if (next >= 0 && deadlineMs > (deadlinesMs[next] ?? 0)) this.ascending[lane] = 0;
    this.firstLane = Math.min(this.firstLane, lane);
    this.count += 1;
    this.earliestDeadlineMs = Math.min(this.earliestDeadlineMs, deadlineMs);
  }

  /** Takes the next request out: highest priority, then in time before delayed, then oldest; −1 when none waits. */
  pop(): number {
    for (let lane = this.firstLane; lane < this.heads.length; lane += 1) {
      const slot = this.heads[lane] ?? -1;
      if (slot < 0) continue;
      const next = this.table.next[slot] ?? -1;
      this.heads[lane] = next;
      if (next < 0) this.tails[lane] = -1;
      this.firstLane = lane;
      this.count -= 1;
      return slot;
    }
    return -1;
  }

  /** Takes out every request whose deadline has passed, or under DELAY puts it behind the others. */
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
    for (let lane = this.firstLane; lane < this.heads.length; lane += 1) {
      this.removeFrom(lane, isLate, late, this.ascending[lane] === 1);
    }
    this.earliestDeadlineMs = earliest;
  }

  /** Takes out every request that matches, in order of service. */
  remove(matches: (slot: number) => boolean, removed: (slot: number) => void): void {
    for (let lane = 0; lane < this.heads.length; lane += 1) this.removeFrom(lane, matches, removed, false);
  }

  /** @param untilFirst stop at the first that does not match */
  private removeFrom(
    lane: number,
    matches: (slot: number) => boolean,
    removed: (slot: number) => void,
    untilFirst: boolean,
  ): void {
    const { table, heads, tails } = this;
    let previous = -1;
    let slot = heads[lane] ?? -1;
    while (slot >= 0) {
      const next = table.next[slot] ?? -1;
      if (matches(slot)) {
        if (previous < 0) heads[lane] = next;
        else table.next[previous] = next;
        if (next < 0) tails[lane] = previous;
        this.count -= 1;
        removed(slot);
      } else {
        if (untilFirst) return;
        previous = slot;
      }
      slot = next;
    }
  }

  private laneOf(slot: number): number {
    const { levels, delayed } = this.table;
    return 2 * ((levels[slot] ?? 1) - 1) + (delayed[slot] ?? 0);
  }

  /** It has no deadline any more: it waits until everyone before it has been served. */
  private delay(slot: number): void {
    const { delayed, deadlinesMs } = this.table;
    delayed[slot] = 1;
    deadlinesMs[slot] = Infinity;
    this.push(slot);
  }
}
