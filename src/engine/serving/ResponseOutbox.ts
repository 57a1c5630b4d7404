/**
 * Ended requests of one caller, gathered as columns until `flush` sends them in one message. What is sent are copies of
 * exact length that move to the receiver; the columns themselves are kept and reused.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { OUTCOMES, type Outcome } from '../../trace/outcomes.ts';
import type { ResponseBlock } from '../../wire/server.ts';

const OUTCOME_INDEX = Object.fromEntries(OUTCOMES.map((name, index) => [name, index])) as Record<
  Outcome,
  number
>;

/** What a batch tells about all of its requests. */
export interface BatchFacts {
  readonly size: number;
  readonly step: number;
  readonly device: DeviceName;
  readonly batchedMs: number;
  readonly computedMs: number;
  readonly readBackMs: number;
  /** [padded size, width] */
  readonly outputs: Float32Array;
  readonly width: number;
}

export class ResponseOutbox {
  private readonly send: (block: ResponseBlock) => void;
  private count = 0;
  private capacity = 0;
  private width = 0;
  private failure: string | undefined;
  private device: DeviceName | undefined;
  private ids = new Float64Array(0);
  private outcomes = new Uint8Array(0);
  private outputs = new Float32Array(0);
  private batchSizes = new Uint16Array(0);
  private steps = new Float64Array(0);
  private enqueuedMs = new Float64Array(0);
  private batchedMs = new Float64Array(0);
  private computedMs = new Float64Array(0);
  private readBackMs = new Float64Array(0);

  constructor(send: (block: ResponseBlock) => void) {
    this.send = send;
  }

  /** A request that was answered: row `row` of the batch's outputs. */
  addOk(id: number, enqueuedMs: number, batch: BatchFacts, row: number): void {
    const { width, outputs } = batch;
    // Answers of two networks, or from two devices, do not share a message.
    const changed = width !== this.width || (this.device !== undefined && batch.device !== this.device);
    if (changed) {
      if (this.count > 0) this.flush();
      this.width = width;
      this.outputs = new Float32Array(this.capacity * width);
    }
    this.device = batch.device;
    const index = this.add(id, 'ok', enqueuedMs);
    for (let unit = 0; unit < width; unit += 1) {
      this.outputs[index * width + unit] = outputs[row * width + unit] ?? NaN;
    }
    this.batchSizes[index] = batch.size;
    this.steps[index] = batch.step;
    this.batchedMs[index] = batch.batchedMs;
    this.computedMs[index] = batch.computedMs;
    this.readBackMs[index] = batch.readBackMs;
  }

  /** A request that ended without an answer. `enqueuedMs` is NaN where it never got into the queue. */
  addEnded(id: number, outcome: Exclude<Outcome, 'ok'>, enqueuedMs: number, failure?: string): void {
    const index = this.add(id, outcome, enqueuedMs);
    this.outputs.fill(0, index * this.width, (index + 1) * this.width);
    this.batchSizes[index] = 0;
    this.steps[index] = NaN;
    this.batchedMs[index] = NaN;
    this.computedMs[index] = NaN;
    this.readBackMs[index] = NaN;
    if (failure !== undefined) this.failure ??= failure;
  }

  /** Sends what has gathered; nothing when nothing has. */
  flush(): void {
    const { count } = this;
    if (count === 0) return;
    this.count = 0;
    const block: ResponseBlock = {
      ids: this.ids.slice(0, count),
      outcomes: this.outcomes.slice(0, count),
      outputs: this.outputs.slice(0, count * this.width),
      batchSizes: this.batchSizes.slice(0, count),
      steps: this.steps.slice(0, count),
      enqueuedMs: this.enqueuedMs.slice(0, count),
      batchedMs: this.batchedMs.slice(0, count),
      computedMs: this.computedMs.slice(0, count),
      readBackMs: this.readBackMs.slice(0, count),
      ...(this.device === undefined ? {} : { device: this.device }),
      ...(this.failure === undefined ? {} : { failure: this.failure }),
    };
    this.failure = undefined;
    this.send(block);
  }

  private add(id: number, outcome: Outcome, enqueuedMs: number): number {
    if (this.count === this.capacity) this.grow();
    const index = this.count++;
    this.ids[index] = id;
    this.outcomes[index] = OUTCOME_INDEX[outcome];
    this.enqueuedMs[index] = enqueuedMs;
    return index;
  }

  private grow(): void {
    const capacity = Math.max(64, this.capacity * 2);
    const grown = <T extends Float64Array | Float32Array | Uint16Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.ids = grown(this.ids, new Float64Array(capacity));
    this.outcomes = grown(this.outcomes, new Uint8Array(capacity));
    this.outputs = grown(this.outputs, new Float32Array(capacity * this.width));
    this.batchSizes = grown(this.batchSizes, new Uint16Array(capacity));
    this.steps = grown(this.steps, new Float64Array(capacity));
    this.enqueuedMs = grown(this.enqueuedMs, new Float64Array(capacity));
    this.batchedMs = grown(this.batchedMs, new Float64Array(capacity));
    this.computedMs = grown(this.computedMs, new Float64Array(capacity));
    this.readBackMs = grown(this.readBackMs, new Float64Array(capacity));
    this.capacity = capacity;
  }
}

/** The buffers of a block, to move it instead of copying it. */
export function responseBuffers(block: ResponseBlock): ArrayBufferLike[] {
  return [
    block.ids.buffer,
    block.outcomes.buffer,
    block.outputs.buffer,
    block.batchSizes.buffer,
    block.steps.buffer,
    block.enqueuedMs.buffer,
    block.batchedMs.buffer,
    block.computedMs.buffer,
    block.readBackMs.buffer,
  ];
}
