/**
 * Index of a ring by time. Requests are in order of delivery, so those of an interval lie close together but not
 * contiguously; blocks of 256 hold their earliest start and latest end, and the others are skipped.
 */
import { startMs } from './timelineSegments.ts';
import type { TraceRing } from './TraceRing.ts';

const BLOCK = 256;

export class TimelineIndex {
  readonly ring: TraceRing;
  /** Clients and instances seen so far. */
  clients = 0;
  instances = 0;
  /** Latest delivery so far in ms. */
  endMs = 0;
  private taken: number;
  private readonly size: number;
  private readonly earliest: Float64Array;
  private readonly latest: Float64Array;

  constructor(ring: TraceRing) {
    const capacity = ring.columns.ids.length;
    this.ring = ring;
    this.size = Math.min(BLOCK, capacity);
    // Twice as many as are full: the oldest block is half there when the newest has begun.
    this.earliest = new Float64Array((2 * capacity) / this.size).fill(Infinity);
    this.latest = new Float64Array((2 * capacity) / this.size).fill(-Infinity);
    this.taken = ring.first;
  }

  /** Indexes what has come since the last call; call it after each block. Starts over with a cleared ring. */
  take(): void {
    const { ring } = this;
    if (ring.total < this.taken) {
      this.clients = this.instances = this.endMs = 0;
      this.taken = 0;
    }
    // What was overwritten before this call is gone; its block starts at the ring's oldest.
    let n = Math.max(this.taken, ring.first);
    let isFresh = n > this.taken;
    const { columns } = ring;
    for (; n < ring.total; n++) {
      const block = this.block(n);
      const index = ring.indexOf(n);
      if (isFresh || n % this.size === 0) {
        this.earliest[block] = Infinity;
        this.latest[block] = -Infinity;
        isFresh = false;
      }
      const end = columns.deliveredMs[index]!;
      this.earliest[block] = Math.min(this.earliest[block]!, startMs(columns, index));
      this.latest[block] = Math.max(this.latest[block]!, end);
      this.endMs = Math.max(this.endMs, end);
      this.clients = Math.max(this.clients, columns.clients[index]! + 1);
      if (columns.batches[index]! > 0) {
        this.instances = Math.max(this.instances, columns.instances[index]! + 1);
      }
    }
    this.taken = ring.total;
  }

  /** Earliest start of the kept requests, to a block. */
  get firstMs(): number {
    let first = Infinity;
    this.forEachBlock(-Infinity, Infinity, (n) => (first = Math.min(first, this.earliest[this.block(n)]!)));
    return first;
  }

  /** Requests delivered before this are no longer kept. */
  get keptFromMs(): number {
    const { first, columns } = this.ring;
    return first === 0 ? -Infinity : columns.deliveredMs[this.ring.indexOf(first)]!;
  }

  /** Numbers between which all requests of an interval lie: [first, end), with others among them. */
  range(fromMs: number, toMs: number): { first: number; end: number } {
    let [first, end] = [Infinity, 0];
    this.forEachBlock(fromMs, toMs, (blockFirst, blockEnd) => {
      first = Math.min(first, blockFirst);
      end = blockEnd;
    });
    return { first: Math.min(first, end), end };
  }

  /** Calls back with each kept request that was open between two times, in order of delivery. */
  forEach(fromMs: number, toMs: number, visit: (n: number, index: number) => void): void {
    const { ring } = this;
    const { columns } = ring;
    this.forEachBlock(fromMs, toMs, (first, end) => {
      for (let n = first; n < end; n++) {
        const index = ring.indexOf(n);
        if (columns.deliveredMs[index]! >= fromMs && startMs(columns, index) <= toMs) visit(n, index);
      }
    });
  }

  /**
   * Upper bound on the requests that were open between two times: fast, and at most two blocks too many where it
   * matters.
   */
  atMost(fromMs: number, toMs: number): number {
    let count = 0;
    this.forEachBlock(fromMs, toMs, (first, end) => (count += end - first));
    return count;
  }

  private forEachBlock(fromMs: number, toMs: number, visit: (first: number, end: number) => void): void {
    const { ring, size, taken } = this;
    for (let start = ring.first - (ring.first % size); start < taken; start += size) {
      const block = this.block(start);
      if (this.latest[block]! < fromMs || this.earliest[block]! > toMs) continue;
      visit(Math.max(start, ring.first), Math.min(start + size, taken));
    }
  }

  private block(n: number): number {
    return Math.floor(n / this.size) % this.earliest.length;
  }
}
