/**
 * Builds request blocks, of the page or of a load: all columns in one buffer, which is transferred to the server. The
 * cost of a transfer is per buffer, and fresh memory costs more than filling it (page faults), so buffers that come
 * back from the server are reused.
 */
import type { RequestBlock } from './server.ts';

/** A larger buffer stems from a rare burst; it is left to the garbage collector. */
const LARGEST_SPARE_BYTES = 4 * 2 ** 20;
const MOST_SPARES = 4;
const FIRST_ROWS = 8;

export class BufferPool {
  private readonly spares: ArrayBuffer[] = [];

  add(buffer: ArrayBuffer): void {
    if (buffer.byteLength > LARGEST_SPARE_BYTES) return;
    this.spares.push(buffer);
    if (this.spares.length > MOST_SPARES) this.spares.shift();
  }

  /** The buffer that came back last, if it is large enough; else a new one. */
  take(bytes: number): ArrayBuffer {
    const last = this.spares.pop();
    return last && last.byteLength >= bytes ? last : new ArrayBuffer(bytes);
  }
}

/** What all requests of a block have in common. */
export interface BlockTerms {
  /** Inputs a row. */
  readonly width: number;
  readonly priority: number | undefined;
  readonly timeoutMs: number | undefined;
}

export class RequestBlockBuilder {
  readonly terms: BlockTerms;
  private readonly spares: BufferPool;
  private buffer: ArrayBuffer;
  private capacity: number;
  private ids: Float64Array<ArrayBuffer>;
  private sentMs: Float64Array<ArrayBuffer>;
  private rows: Float32Array<ArrayBuffer>;
  private held = 0;

  constructor(terms: BlockTerms, spares: BufferPool) {
    this.terms = terms;
    this.spares = spares;
    this.buffer = spares.take(FIRST_ROWS * this.rowBytes);
    this.capacity = Math.floor(this.buffer.byteLength / this.rowBytes);
    [this.ids, this.sentMs, this.rows] = this.views();
  }

  get isEmpty(): boolean {
    return this.held === 0;
  }

  /** Requests in the block. */
  get count(): number {
    return this.held;
  }

  /** Bytes of inputs in the block. */
  get bytes(): number {
    return 4 * this.held * this.terms.width;
  }

  fits(width: number, priority: number | undefined, timeoutMs: number | undefined): boolean {
    const { terms } = this;
    return terms.width === width && terms.priority === priority && terms.timeoutMs === timeoutMs;
  }

  add(id: number, sentMs: number, row: ArrayLike<number>): void {
    if (this.held === this.capacity) this.grow();
    this.ids[this.held] = id;
    this.sentMs[this.held] = sentMs;
    this.rows.set(row, this.held * this.terms.width);
    this.held += 1;
  }

  /** Removes a request. Returns whether it was in the block. */
  remove(id: number): boolean {
    const at = this.ids.subarray(0, this.held).indexOf(id);
    if (at < 0) return false;
    const { width } = this.terms;
    this.ids.copyWithin(at, at + 1, this.held);
    this.sentMs.copyWithin(at, at + 1, this.held);
    this.rows.copyWithin(at * width, (at + 1) * width, this.held * width);
    this.held -= 1;
    return true;
  }

  /** The block as it is sent, and its buffer. Nothing may be added afterwards. */
  close(): { block: RequestBlock; buffer: ArrayBuffer } {
    const { held: count, buffer, terms } = this;
    const block: RequestBlock = {
      ids: this.ids.subarray(0, count),
      rows: this.rows.subarray(0, count * terms.width),
      sentMs: this.sentMs.subarray(0, count),
      ...(terms.priority === undefined ? {} : { priority: terms.priority }),
      ...(terms.timeoutMs === undefined ? {} : { timeoutMs: terms.timeoutMs }),
    };
    return { block, buffer };
  }

  private get rowBytes(): number {
    return 16 + 4 * this.terms.width;
  }

  private views(): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
    const { buffer, capacity } = this;
    return [
      new Float64Array(buffer, 0, capacity),
      new Float64Array(buffer, 8 * capacity, capacity),
      new Float32Array(buffer, 16 * capacity, capacity * this.terms.width),
    ];
  }

  private grow(): void {
    const { ids, sentMs, rows, buffer } = this;
    this.capacity *= 2;
    this.buffer = new ArrayBuffer(this.capacity * this.rowBytes);
    [this.ids, this.sentMs, this.rows] = this.views();
    this.ids.set(ids);
    this.sentMs.set(sentMs);
    this.rows.set(rows);
    this.spares.add(buffer);
  }
}
