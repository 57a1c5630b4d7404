/**
 * Ring buffer of the newest requests of a run, in order of delivery. Request n since the start of the run is at
 * `indexOf(n)` of each column while `first ≤ n < total`.
 */
import { bug } from '#messages/bug.ts';
import { createTrace, TRACE_COLUMNS, type RequestTrace, type TraceColumn } from './RequestTrace.ts';

/** 131,072 requests are 14 MB, or 13 seconds at 10,000 a second. */
const DEFAULT_CAPACITY = 131_072;

export class TraceRing {
  readonly columns: RequestTrace;
  private readonly mask: number;
  private added = 0;

  /** @param capacity a power of two */
  constructor(capacity = DEFAULT_CAPACITY) {
    if (capacity < 1 || (capacity & (capacity - 1)) !== 0) {
      throw bug(`a ring's capacity must be a power of two, not ${capacity}`);
    }
    this.columns = createTrace(capacity);
    this.mask = capacity - 1;
  }

  /** Requests added since the last `clear`, kept or not. */
  get total(): number {
    return this.added;
  }

  /** The oldest request that is still kept. */
  get first(): number {
    return Math.max(0, this.added - this.mask - 1);
  }

  indexOf(n: number): number {
    return n & this.mask;
  }

  /** Adds a block; of one longer than the ring, its end. */
  add(block: RequestTrace): void {
    const count = block.ids.length;
    const capacity = this.mask + 1;
    const from = Math.max(0, count - capacity);
    const start = this.indexOf(this.added + from);
    const head = Math.min(count - from, capacity - start);
    for (const name of Object.keys(TRACE_COLUMNS) as TraceColumn[]) {
      const column = this.columns[name] as Float64Array;
      const added = block[name] as Float64Array;
      column.set(added.subarray(from, from + head), start);
      column.set(added.subarray(from + head, count), 0);
    }
    this.added += count;
  }

  clear(): void {
    this.added = 0;
  }
}
