/**
 * Records ended requests as trace columns, with their outputs, until the next progress takes them. Bounded: where more
 * end than a message should hold, the newest are kept and the rest is counted.
 */
import { argmax } from '#nn/classOf.ts';
import type { ResponseBlock } from '#protocol/server.ts';
import { OK } from '#trace/outcomes.ts';
import { createTrace, TRACE_COLUMNS, type RequestTrace, type TraceColumn } from '#trace/RequestTrace.ts';

/** At 30 messages a second a million requests a second, of 103 bytes and their outputs each. A power of two. */
export const TRACE_LIMIT = 32_768;

/** The load's own record of a request. Times are those of the clock. */
export interface RequestRecord {
  readonly id: number;
  readonly client: number;
  readonly row: number;
  readonly priority: number;
  readonly plannedMs: number;
  readonly sentMs: number;
  readonly deliveredMs: number;
}

export interface TakenTrace {
  readonly trace: RequestTrace;
  /** [count, outputs] */
  readonly outputs: Float32Array;
  readonly leftOut: number;
}

export class TraceRecorder {
  private readonly startMs: number;
  private readonly width: number;
  private readonly firstId: number;
  private written = 0;
  private capacity = 1_024;
  private columns = createTrace(this.capacity);
  private outputs: Float32Array;

  /**
   * @param width outputs of the network
   * @param firstId id of the run's first request; ids go on from run to run, those in the trace start at 1
   */
  constructor(startMs: number, width: number, firstId = 1) {
    this.startMs = startMs;
    this.firstId = firstId;
    this.width = width;
    this.outputs = new Float32Array(this.capacity * width);
  }

  /**
   * Adds a request with its response, row `row` of the block. Clocks of workers agree only to about 0.1 ms, so server
   * times before sending, or after delivery, are clamped: no stage has a negative length.
   */
  add(record: RequestRecord, block: ResponseBlock, row: number): void {
    const index = this.index(record, block.outcomes[row] ?? 0);
    const { columns, startMs, width } = this;
    const { sentMs, deliveredMs } = record;
    const enqueued = between(sentMs, block.enqueuedMs[row], deliveredMs);
    const free = between(enqueued, block.freeMs[row], deliveredMs);
    const batched = between(free, block.batchedMs[row], deliveredMs);
    const computed = between(batched, block.computedMs[row], deliveredMs);
    const readBack = between(computed, block.readBackMs[row], deliveredMs);
    columns.enqueuedMs[index] = enqueued - startMs;
    columns.freeMs[index] = free - startMs;
    columns.batchedMs[index] = batched - startMs;
    columns.computedMs[index] = computed - startMs;
    columns.readBackMs[index] = readBack - startMs;
    columns.batches[index] = block.batches[row] ?? 0;
    columns.batchSizes[index] = block.batchSizes[row] ?? 0;
    columns.instances[index] = block.instances[row] ?? 0;
    columns.steps[index] = block.steps[row] ?? NaN;
    const from = index * width;
    // Zeros are kept where the response is of another network.
    const fits = block.outputs.length === block.ids.length * width;
    for (let unit = 0; unit < width; unit += 1) {
      this.outputs[from + unit] = fits ? (block.outputs[row * width + unit] ?? 0) : 0;
    }
    columns.predictions[index] = columns.outcomes[index] === OK && fits ? this.predictionAt(from) : NaN;
  }

  /** Adds a request that the load ended itself, because no response came. */
  addWithoutResponse(record: RequestRecord, outcome: number): void {
    const index = this.index(record, outcome);
    const { columns, width } = this;
    for (const name of UNREACHED) columns[name][index] = NaN;
    columns.batches[index] = 0;
    columns.batchSizes[index] = 0;
    columns.instances[index] = 0;
    columns.predictions[index] = NaN;
    this.outputs.fill(0, index * width, (index + 1) * width);
  }

  /** Removes and returns what has been recorded. */
  take(): TakenTrace {
    const { written, capacity, columns, width } = this;
    this.written = 0;
    const count = Math.min(written, capacity);
    const leftOut = written - count;
    if (leftOut === 0) {
      const trace = mapColumns((name) => columns[name].slice(0, count));
      return { trace, outputs: this.outputs.slice(0, count * width), leftOut };
    }
    const oldest = written & (capacity - 1);
    const rotated = (column: AnyColumn, each: number): AnyColumn => {
      const to = column.slice();
      to.set(column.subarray(oldest * each), 0);
      to.set(column.subarray(0, oldest * each), (capacity - oldest) * each);
      return to;
    };
    const trace = mapColumns((name) => rotated(columns[name] as AnyColumn, 1));
    const outputs = rotated(this.outputs as unknown as AnyColumn, width) as unknown as Float32Array;
    return { trace, outputs, leftOut };
  }

  private index(record: RequestRecord, outcome: number): number {
    if (this.written === this.capacity && this.capacity < TRACE_LIMIT) this.grow();
    const index = this.written & (this.capacity - 1);
    this.written += 1;
    const { columns, startMs } = this;
    columns.ids[index] = record.id - this.firstId + 1;
    columns.clients[index] = record.client;
    columns.rowIndexes[index] = record.row;
    columns.priorities[index] = record.priority;
    columns.outcomes[index] = outcome;
    columns.plannedMs[index] = record.plannedMs - startMs;
    columns.sentMs[index] = record.sentMs - startMs;
    columns.deliveredMs[index] = record.deliveredMs - startMs;
    return index;
  }

  /** The only output itself, or the index of the largest of several; NaN where that is no class. */
  private predictionAt(from: number): number {
    const { outputs, width } = this;
    if (width === 1) return outputs[from] ?? NaN;
    const index = argmax(outputs, from, width);
    return index < 0 ? NaN : index;
  }

  private grow(): void {
    const { columns, outputs, width } = this;
    this.capacity *= 2;
    this.columns = createTrace(this.capacity);
    for (const name of NAMES) (this.columns[name] as AnyColumn).set(columns[name]);
    this.outputs = new Float32Array(this.capacity * width);
    this.outputs.set(outputs);
  }
}

/** Stands for every column type where only `set`, `slice` and `subarray` are used. */
type AnyColumn = Float64Array;

const NAMES = Object.keys(TRACE_COLUMNS) as TraceColumn[];
const UNREACHED = ['enqueuedMs', 'freeMs', 'batchedMs', 'computedMs', 'readBackMs', 'steps'] as const;

const mapColumns = (make: (name: TraceColumn) => unknown): RequestTrace =>
  Object.fromEntries(NAMES.map((name) => [name, make(name)])) as unknown as RequestTrace;

/** Clamps a time to its bounds. NaN (never reached) stays NaN. */
function between(fromMs: number, timeMs: number | undefined, toMs: number): number {
  const time = timeMs ?? NaN;
  if (time < fromMs) return fromMs;
  return time > toMs ? toMs : time;
}
