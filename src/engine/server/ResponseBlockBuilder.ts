/**
 * Collects the responses of one caller as columns until `flush` sends them in one message. All columns lie in one
 * buffer, since the cost of a transfer is per buffer; a request block's buffer that goes back to the caller is reused
 * for it.
 */
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';

const OUTCOME_INDEX = Object.fromEntries(OUTCOMES.map((name, index) => [name, index])) as Record<
  Outcome,
  number
>;

/** What is the same for all requests of a batch. */
export interface BatchFacts {
  /** Batch number, from 1. */
  readonly batch: number;
  readonly size: number;
  readonly instance: number;
  readonly step: number;
  readonly device: DeviceName;
  /** When an instance became free for the batch. */
  readonly freeMs: number;
  readonly batchedMs: number;
  readonly computedMs: number;
  readonly readBackMs: number;
  /** [padded size, width] */
  readonly outputs: Float32Array;
  readonly width: number;
}

type Columns = Pick<
  ResponseBlock,
  | 'ids'
  | 'outcomes'
  | 'outputs'
  | 'batches'
  | 'batchSizes'
  | 'instances'
  | 'steps'
  | 'enqueuedMs'
  | 'freeMs'
  | 'batchedMs'
  | 'computedMs'
  | 'readBackMs'
>;

/** Bytes a request without `outputs`: eight columns of float64, one of uint16, two of uint8. */
const ROW_BYTES = 8 * 8 + 2 + 2;

const bytesOf = (count: number, width: number): number => count * (ROW_BYTES + 4 * width);

/** Columns for `count` requests in one buffer, the widest type first for alignment. */
function makeColumns(count: number, width: number, buffer = new ArrayBuffer(bytesOf(count, width))): Columns {
  const doubles = (column: number): Float64Array => new Float64Array(buffer, 8 * column * count, count);
  const afterOutputs = (64 + 4 * width) * count;
  return {
    ids: doubles(0),
    batches: doubles(1),
    steps: doubles(2),
    enqueuedMs: doubles(3),
    freeMs: doubles(4),
    batchedMs: doubles(5),
    computedMs: doubles(6),
    readBackMs: doubles(7),
    outputs: new Float32Array(buffer, 64 * count, width * count),
    batchSizes: new Uint16Array(buffer, afterOutputs, count),
    outcomes: new Uint8Array(buffer, afterOutputs + 2 * count, count),
    instances: new Uint8Array(buffer, afterOutputs + 3 * count, count),
  };
}

function copyRows(from: Columns, to: Columns, count: number, width: number): void {
  for (const name of Object.keys(from) as (keyof Columns)[]) {
    to[name].set(from[name].subarray(0, name === 'outputs' ? count * width : count));
  }
}

export type SendResponses = (block: ResponseBlock, spent: ArrayBuffer[]) => void;

export class ResponseBlockBuilder {
  private readonly send: SendResponses;
  private count = 0;
  private capacity = 0;
  /** Requests of the last message. The next mostly has as many, and its columns are then sent without a copy. */
  private expected = 1;
  private width = 0;
  private failure: Failure | undefined;
  private device: DeviceName | undefined;
  private columns = makeColumns(0, 0);
  private spent: ArrayBuffer[] = [];

  constructor(send: SendResponses) {
    this.send = send;
  }

  /** Adds the response to a computed request: row `row` of the batch's outputs. */
  addOk(id: number, enqueuedMs: number, batch: BatchFacts, row: number): void {
    const { width, outputs } = batch;
    // Responses of two networks or devices do not share a message.
    const changed = width !== this.width || (this.device !== undefined && batch.device !== this.device);
    if (changed) {
      if (this.count > 0) this.flush();
      this.width = width;
      this.columns = makeColumns(this.capacity, width);
    }
    this.device = batch.device;
    const index = this.add(id, 'ok', enqueuedMs);
    const { columns } = this;
    for (let unit = 0; unit < width; unit += 1) {
      columns.outputs[index * width + unit] = outputs[row * width + unit] ?? NaN;
    }
    columns.batches[index] = batch.batch;
    columns.batchSizes[index] = batch.size;
    columns.instances[index] = batch.instance;
    columns.steps[index] = batch.step;
    columns.freeMs[index] = Math.max(enqueuedMs, batch.freeMs);
    columns.batchedMs[index] = batch.batchedMs;
    columns.computedMs[index] = batch.computedMs;
    columns.readBackMs[index] = batch.readBackMs;
  }

  /** Adds a request that ended without a prediction. `enqueuedMs` is NaN where it was never queued. */
  addEnded(id: number, outcome: Exclude<Outcome, 'ok'>, enqueuedMs: number, failure?: Failure): void {
    const index = this.add(id, outcome, enqueuedMs);
    const { columns, width } = this;
    columns.outputs.fill(0, index * width, (index + 1) * width);
    columns.batches[index] = 0;
    columns.batchSizes[index] = 0;
    columns.instances[index] = 0;
    columns.steps[index] = NaN;
    columns.freeMs[index] = NaN;
    columns.batchedMs[index] = NaN;
    columns.computedMs[index] = NaN;
    columns.readBackMs[index] = NaN;
    if (failure !== undefined) this.failure ??= failure;
  }

  /** Adds the buffer of a request block without open requests; it goes back with the next message, or carries it. */
  addSpent(buffer: ArrayBuffer): void {
    this.spent.push(buffer);
  }

  /** Sends what has been collected; nothing when that is empty. */
  flush(): void {
    const { count, spent } = this;
    if (count === 0) return;
    const block: ResponseBlock = {
      ...this.leaving(),
      ...(this.device === undefined ? {} : { device: this.device }),
      ...(this.failure === undefined ? {} : { failure: this.failure }),
    };
    this.expected = count;
    this.count = 0;
    this.failure = undefined;
    this.spent = [];
    this.send(block, spent);
  }

  /** Columns to send: those collected, copied where they have spare room or where a buffer to return can hold them. */
  private leaving(): Columns {
    const { columns, count, width } = this;
    const home = this.spent.find(({ byteLength }) => byteLength >= bytesOf(count, width));
    if (!home && count === this.capacity) {
      this.capacity = 0;
      return columns;
    }
    const leaving = makeColumns(count, width, home);
    copyRows(columns, leaving, count, width);
    return leaving;
  }

  private add(id: number, outcome: Outcome, enqueuedMs: number): number {
    if (this.count === this.capacity) this.grow();
    const index = this.count++;
    this.columns.ids[index] = id;
    this.columns.outcomes[index] = OUTCOME_INDEX[outcome];
    this.columns.enqueuedMs[index] = enqueuedMs;
    return index;
  }

  private grow(): void {
    const { columns, count, width } = this;
    this.capacity = count === 0 ? this.expected : Math.max(16, 2 * count);
    this.columns = makeColumns(this.capacity, width);
    // The columns may have been sent with the last message.
    if (count > 0) copyRows(columns, this.columns, count, width);
  }
}

/** The buffer of a response block, for transfer instead of a copy. */
export const responseBuffer = (block: ResponseBlock): ArrayBuffer => block.ids.buffer as ArrayBuffer;
