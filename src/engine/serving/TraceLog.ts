/**
 * Requests of a load that have ended, gathered as columns until the next progress takes them: the trace of each and its
 * outputs. Growing is bounded: where more end than a message should hold, the newest are kept and the rest is counted.
 */
import { createTrace, TRACE_COLUMNS, type RequestTrace, type TraceColumn } from '../../trace/RequestTrace.ts';
import { OK } from '../../trace/outcomes.ts';
import type { ResponseBlock } from '../../wire/server.ts';

/** At 30 messages a second this is a million requests a second, of 103 bytes and their outputs. A power of two. */
export const TRACE_LIMIT = 32_768;

/** What the load itself knows of a request. Times are those of the clock. */
export interface FlightFacts {
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

export class TraceLog {
  private readonly startMs: number;
  private readonly width: number;
  private written = 0;
  private capacity = 1_024;
  private columns = createTrace(this.capacity);
  private outputs: Float32Array;

  /** @param width outputs of the network. */
  constructor(startMs: number, width: number) {
    this.startMs = startMs;
    this.width = width;
    this.outputs = new Float32Array(this.capacity * width);
  }

  /**
   * A request that was answered with row `row` of the block. Workers agree on the time only to about 0.1 ms, so what the
   * server seems to have done before sending, or after delivery, is moved to it: no segment of a life is negative.
   */
  add(facts: FlightFacts, block: ResponseBlock, row: number): void {
    const place = this.place(facts, block.outcomes[row] ?? 0);
    const { columns, startMs, width } = this;
    const { sentMs, deliveredMs } = facts;
    const enqueued = between(sentMs, block.enqueuedMs[row], deliveredMs);
    const free = between(enqueued, block.freeMs[row], deliveredMs);
    const batched = between(free, block.batchedMs[row], deliveredMs);
    const computed = between(batched, block.computedMs[row], deliveredMs);
    const readBack = between(computed, block.readBackMs[row], deliveredMs);
    columns.enqueuedMs[place] = enqueued - startMs;
    columns.freeMs[place] = free - startMs;
    columns.batchedMs[place] = batched - startMs;
    columns.computedMs[place] = computed - startMs;
    columns.readBackMs[place] = readBack - startMs;
    columns.batches[place] = block.batches[row] ?? 0;
    columns.batchSizes[place] = block.batchSizes[row] ?? 0;
    columns.instances[place] = block.instances[row] ?? 0;
    columns.steps[place] = block.steps[row] ?? NaN;
    const from = place * width;
    // Zeros are kept where the answer is of another network.
    const fits = block.outputs.length === block.ids.length * width;
    for (let unit = 0; unit < width; unit += 1) {
      this.outputs[from + unit] = fits ? (block.outputs[row * width + unit] ?? 0) : 0;
    }
    columns.answers[place] = columns.outcomes[place] === OK && fits ? this.answerAt(from) : NaN;
  }

  /** A request that the load ended itself, because no answer came. */
  addUnanswered(facts: FlightFacts, outcome: number): void {
    const place = this.place(facts, outcome);
    const { columns, width } = this;
    for (const name of UNREACHED) columns[name][place] = NaN;
    columns.batches[place] = 0;
    columns.batchSizes[place] = 0;
    columns.instances[place] = 0;
    columns.answers[place] = NaN;
    this.outputs.fill(0, place * width, (place + 1) * width);
  }

  /** Takes out what has gathered. */
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
    const turned = (column: AnyColumn, each: number): AnyColumn => {
      const to = column.slice();
      to.set(column.subarray(oldest * each), 0);
      to.set(column.subarray(0, oldest * each), (capacity - oldest) * each);
      return to;
    };
    const trace = mapColumns((name) => turned(columns[name] as AnyColumn, 1));
    const outputs = turned(this.outputs as unknown as AnyColumn, width) as unknown as Float32Array;
    return { trace, outputs, leftOut };
  }

  private place(facts: FlightFacts, outcome: number): number {
    if (this.written === this.capacity && this.capacity < TRACE_LIMIT) this.grow();
    const place = this.written & (this.capacity - 1);
    this.written += 1;
    const { columns, startMs } = this;
    columns.ids[place] = facts.id;
    columns.clients[place] = facts.client;
    columns.rowIndexes[place] = facts.row;
    columns.priorities[place] = facts.priority;
    columns.outcomes[place] = outcome;
    columns.plannedMs[place] = facts.plannedMs - startMs;
    columns.sentMs[place] = facts.sentMs - startMs;
    columns.deliveredMs[place] = facts.deliveredMs - startMs;
    return place;
  }

  /** The class of the largest output, or the one output itself. */
  private answerAt(from: number): number {
    const { outputs, width } = this;
    if (width === 1) return outputs[from] ?? NaN;
    let best = 0;
    for (let unit = 1; unit < width; unit += 1) {
      if ((outputs[from + unit] ?? 0) > (outputs[from + best] ?? 0)) best = unit;
    }
    return best;
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

/** Stands for every kind of column where only `set`, `slice` and `subarray` matter. */
type AnyColumn = Float64Array;

const NAMES = Object.keys(TRACE_COLUMNS) as TraceColumn[];
const UNREACHED = ['enqueuedMs', 'freeMs', 'batchedMs', 'computedMs', 'readBackMs', 'steps'] as const;

const mapColumns = (make: (name: TraceColumn) => unknown): RequestTrace =>
  Object.fromEntries(NAMES.map((name) => [name, make(name)])) as unknown as RequestTrace;

/** The time, moved into its bounds. NaN (never reached) stays, and bounds nothing. */
function between(fromMs: number, timeMs: number | undefined, toMs: number): number {
  const time = timeMs ?? NaN;
  if (time < fromMs) return fromMs;
  return time > toMs ? toMs : time;
}
