/**
 * Activity of each row (instance or client) by slices of time, as shares of the slice: drawn where single bars would
 * be thinner than a pixel. Every request is added once; slices lie in a ring of columns, so a scrolling timeline costs
 * what is new, not what is in view.
 */
import { hasStages } from './clockStep.ts';
import type { TimelineIndex } from './timelineIndex.ts';
import { SEGMENTS, createBounds, writeBounds } from './timelineSegments.ts';

/** Kinds of share in a cell, in the order of SEGMENTS. */
export const KINDS = SEGMENTS.length;
const SENDING = SEGMENTS.indexOf('sending');
const COMPUTE = SEGMENTS.indexOf('compute');
const READ_BACK = SEGMENTS.indexOf('readBack');
/** Batches remembered as added: more than can be in flight at once. */
const BATCHES_KEPT = 4_096;

export interface GridFrame {
  /** Width of a slice in ms. */
  readonly sliceMs: number;
  /** Slices kept: a power of two. */
  readonly columns: number;
  readonly instances: number;
  readonly firstClient: number;
  readonly clients: number;
  /** Clients that share a row; their shares are averaged. */
  readonly clientsPerRow: number;
  /** Resolution of the clock of the times; 0 where it is not known. */
  readonly clockStepMs: number;
}

export class TimelineGrid {
  readonly frame: GridFrame;
  /** Instances first, then clients. */
  readonly rows: number;
  /** [row][column][kind], 0 to 1: share of the slice (of all clients of the row) that the segment filled. */
  readonly shares: Float32Array;
  /** Slices changed since the last `settle`: [from, to). */
  dirtyFrom = Infinity;
  dirtyTo = -Infinity;
  private readonly index: TimelineIndex;
  private readonly mask: number;
  private readonly bounds = createBounds();
  private readonly batches = new Float64Array(BATCHES_KEPT);
  /** One past the newest slice. */
  private endSlice: number;
  /** Requests that were there at first and are not added yet: [next, firstEnd). */
  private next: number;
  private readonly firstEnd: number;
  private taken: number;

  /** Of the `columns` slices up to `endMs`, empty: `fill` adds what the ring holds. */
  constructor(index: TimelineIndex, frame: GridFrame, endMs: number) {
    this.index = index;
    this.frame = frame;
    this.rows = frame.instances + Math.ceil(frame.clients / frame.clientsPerRow);
    this.shares = new Float32Array(this.rows * frame.columns * KINDS);
    this.mask = frame.columns - 1;
    this.endSlice = Math.floor(endMs / frame.sliceMs) + 1;
    this.taken = index.ring.total;
    const { first, end } = index.range(this.fromMs, this.toMs);
    this.next = first;
    this.firstEnd = end;
    this.touchAll();
  }

  /** Adds at most this many of the requests that were there at first; true when all are. */
  fill(most = Infinity): boolean {
    const { ring } = this.index;
    const end = Math.min(this.firstEnd, this.next + most);
    for (let n = Math.max(this.next, ring.first); n < end; n++) this.add(ring.indexOf(n));
    this.next = end;
    return end === this.firstEnd;
  }

  /** The interval that the columns cover. */
  get fromMs(): number {
    return (this.endSlice - this.frame.columns) * this.frame.sliceMs;
  }
  get toMs(): number {
    return this.endSlice * this.frame.sliceMs;
  }

  /** Adds what the ring has taken since; the oldest slices make room for the newest, and for time up to `untilMs`. */
  follow(untilMs: number): void {
    const { ring, endMs } = this.index;
    const wanted = Math.floor(Math.max(untilMs, endMs) / this.frame.sliceMs) + 1;
    if (wanted > this.endSlice) this.advance(wanted);
    for (let n = Math.max(this.taken, ring.first); n < ring.total; n++) this.add(ring.indexOf(n));
    this.taken = ring.total;
  }

  /** Slices before `slice` have been drawn; with none named, all. */
  settle(slice = Infinity): void {
    this.dirtyFrom = slice < this.dirtyTo ? Math.max(slice, this.dirtyFrom) : Infinity;
    if (this.dirtyFrom === Infinity) this.dirtyTo = -Infinity;
  }

  /** All must be drawn again: the first time, or with other colours. */
  touchAll(): void {
    this.touch(this.endSlice - this.frame.columns, this.endSlice);
  }

  /** Column of a slice. */
  column(slice: number): number {
    return slice & this.mask;
  }

  private advance(endSlice: number): void {
    const { columns } = this.frame;
    for (let slice = Math.max(this.endSlice, endSlice - columns); slice < endSlice; slice++) {
      const column = this.column(slice);
      for (let row = 0; row < this.rows; row++) {
        const at = (row * columns + column) * KINDS;
        this.shares.fill(0, at, at + KINDS);
      }
    }
    this.touch(this.endSlice, endSlice);
    this.endSlice = endSlice;
  }

  private add(index: number): void {
    const { frame } = this;
    const trace = this.index.ring.columns;
    const bounds = writeBounds(trace, index, this.bounds, frame.clockStepMs);
    const client = trace.clients[index]! - frame.firstClient;
    if (client >= 0 && client < frame.clients) {
      const row = frame.instances + Math.floor(client / frame.clientsPerRow);
      for (let kind = 0; kind < KINDS; kind++) {
        this.cover(row, kind, bounds[kind]!, bounds[kind + 1]!, 1 / frame.clientsPerRow);
      }
    }
    const batch = trace.batches[index]!;
    const instance = trace.instances[index]!;
    if (batch === 0 || instance >= frame.instances || this.batches[batch % BATCHES_KEPT] === batch) return;
    this.batches[batch % BATCHES_KEPT] = batch;
    const [batched, computed, readBack] = [
      trace.batchedMs[index]!,
      trace.computedMs[index]!,
      trace.readBackMs[index]!,
    ];
    const end = Number.isNaN(readBack) ? bounds[5]! : readBack;
    if (!hasStages(end - batched, frame.clockStepMs)) return this.cover(instance, SENDING, batched, end, 1);
    const middle = Number.isNaN(computed) ? end : Math.max(batched, computed);
    this.cover(instance, COMPUTE, batched, middle, 1);
    this.cover(instance, READ_BACK, middle, end, 1);
  }

  /** Adds an interval to the cells it lies in. */
  private cover(row: number, kind: number, fromMs: number, toMs: number, weight: number): void {
    const { sliceMs, columns } = this.frame;
    const from = Math.max(fromMs / sliceMs, this.endSlice - columns);
    const to = Math.min(toMs / sliceMs, this.endSlice);
    if (!(to > from)) return;
    const first = Math.floor(from);
    const last = Math.ceil(to);
    const start = row * columns;
    for (let slice = first; slice < last; slice++) {
      const at = (start + this.column(slice)) * KINDS + kind;
      this.shares[at] = this.shares[at]! + (Math.min(to, slice + 1) - Math.max(from, slice)) * weight;
    }
    this.touch(first, last);
  }

  private touch(from: number, to: number): void {
    if (from < this.dirtyFrom) this.dirtyFrom = from;
    if (to > this.dirtyTo) this.dirtyTo = to;
  }
}
