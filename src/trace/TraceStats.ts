/**
 * Statistics of a run over time, updated from a ring: latencies, outcomes, levels and batch sizes in equal columns of
 * time. When a run outgrows its columns, pairs are merged, so that any run has 128 to 256 columns, and every
 * percentile comes from the requests themselves. A request counts in the column of its delivery: by planned arrival
 * the newest columns would hold only fast responses.
 */
import { LatencyHistogram } from './LatencyHistogram.ts';
import { LevelOverTime } from './LevelOverTime.ts';
import { OK, OUTCOMES } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

const COLUMNS = 256;
/** A burst is over in milliseconds: columns begin this wide and double as the run goes on. */
const FIRST_COLUMN_MS = 1 / 16;

/** What ended within one column of time. */
export interface TimeSlice {
  /** From planned arrival to delivery, of ok responses. */
  readonly response: LatencyHistogram;
  /** From sending to delivery, of ok responses. */
  readonly service: LatencyHistogram;
  /** [OUTCOMES] */
  readonly outcomes: Uint32Array;
}

export function createSlice(): TimeSlice {
  return {
    response: new LatencyHistogram(),
    service: new LatencyHistogram(),
    outcomes: new Uint32Array(OUTCOMES.length),
  };
}

export function mergeSlice(into: TimeSlice, from: TimeSlice): void {
  into.response.merge(from.response);
  into.service.merge(from.service);
  from.outcomes.forEach((count, outcome) => (into.outcomes[outcome] = (into.outcomes[outcome] ?? 0) + count));
}

export class TraceStats {
  readonly fromMs: number;
  /** Requests that were overwritten in the ring before they could be counted. */
  missed = 0;
  private widthMs: number;
  private readonly toMs: number;
  private readonly slices: (TimeSlice | undefined)[] = [];
  private readonly inFlight = new LevelOverTime(COLUMNS);
  private readonly queued = new LevelOverTime(COLUMNS);
  private readonly bySize: number[] = [];
  private taken = 0;
  private newestMs = 0;

  /** Of the whole run, or of an interval of it in ms since its start. */
  constructor(stretch?: { readonly fromMs: number; readonly toMs: number }) {
    this.fromMs = stretch?.fromMs ?? 0;
    this.toMs = stretch?.toMs ?? Infinity;
    this.widthMs = stretch ? (stretch.toMs - stretch.fromMs) / COLUMNS : FIRST_COLUMN_MS;
  }

  get columnMs(): number {
    return this.widthMs;
  }

  /** Columns up to the newest delivery. */
  get columns(): number {
    return this.slices.length;
  }

  /** Time of the newest delivery that was counted. */
  get lastMs(): number {
    return this.newestMs;
  }

  /** Computed requests by the size of their batch. */
  get requestsBySize(): readonly number[] {
    return this.bySize;
  }

  /** Counts what has come into the ring since the last call. */
  take(ring: TraceRing): void {
    const { first, total, columns } = ring;
    if (first > this.taken) {
      this.missed += first - this.taken;
      this.taken = first;
    }
    for (; this.taken < total; this.taken += 1) {
      const at = ring.indexOf(this.taken);
      const deliveredMs = columns.deliveredMs[at] ?? 0;
      const sentMs = columns.sentMs[at] ?? 0;
      if (deliveredMs >= this.fromMs && sentMs < this.toMs) this.addLevels(ring, at);
      if (deliveredMs < this.fromMs || deliveredMs >= this.toMs) continue;
      this.newestMs = Math.max(this.newestMs, deliveredMs);
      const slice = this.sliceAt(this.columnAt(deliveredMs));
      const outcome = columns.outcomes[at] ?? 0;
      slice.outcomes[outcome] = (slice.outcomes[outcome] ?? 0) + 1;
      const size = columns.batchSizes[at] ?? 0;
      if (size > 0) this.bySize[size] = (this.bySize[size] ?? 0) + 1;
      if (outcome !== OK) continue;
      slice.response.add(deliveredMs - (columns.plannedMs[at] ?? 0));
      slice.service.add(deliveredMs - sentMs);
    }
  }

  /** Columns, `group` of them merged into one; undefined where nothing ended. */
  grouped(group: number): readonly (TimeSlice | undefined)[] {
    if (group <= 1) return this.slices;
    return Array.from({ length: Math.ceil(this.slices.length / group) }, (_, i) =>
      merged(this.slices.slice(i * group, (i + 1) * group)),
    );
  }

  /** All columns as one. */
  whole(): TimeSlice {
    return merged(this.slices) ?? createSlice();
  }

  /** Mean requests in flight, by column. */
  inFlightMeans(): Float64Array {
    return this.inFlight.means(this.slices.length);
  }

  /** Mean requests in the server's queue, by column. */
  queuedMeans(): Float64Array {
    return this.queued.means(this.slices.length);
  }

  /**
   * Time up to which the levels are complete while a run goes on. A request is known only once it has ended, so newer
   * levels lack those in flight; a moment is complete when it is older than the longest time that the newest responses
   * took.
   */
  levelsWholeUntilMs(): number {
    const newest = merged(this.slices.slice(-4));
    return this.newestMs - (newest && newest.service.count > 0 ? newest.service.maxMs : 0);
  }

  private addLevels({ columns }: TraceRing, at: number): void {
    const deliveredMs = columns.deliveredMs[at] ?? 0;
    // The latest time first: it may widen the columns.
    const delivered = this.positionOf(deliveredMs);
    this.inFlight.add(this.positionOf(columns.sentMs[at] ?? 0), delivered);
    const enqueuedMs = columns.enqueuedMs[at] ?? Number.NaN;
    if (Number.isNaN(enqueuedMs)) return;
    const batchedMs = columns.batchedMs[at] ?? Number.NaN;
    // A request that timed out or was cancelled in the queue left it without a batch.
    const leftMs = Number.isNaN(batchedMs) ? deliveredMs : batchedMs;
    this.queued.add(this.positionOf(enqueuedMs), this.positionOf(leftMs));
  }

  /** A time in columns; columns are widened until it fits. */
  private positionOf(timeMs: number): number {
    const withinMs = Math.min(Math.max(timeMs, this.fromMs), this.toMs) - this.fromMs;
    while (withinMs / this.widthMs > COLUMNS) this.halve();
    return withinMs / this.widthMs;
  }

  private columnAt(timeMs: number): number {
    return Math.min(COLUMNS - 1, Math.floor(this.positionOf(timeMs)));
  }

  private sliceAt(column: number): TimeSlice {
    // Some array methods would skip holes.
    while (this.slices.length <= column) this.slices.push(undefined);
    return (this.slices[column] ??= createSlice());
  }

  private halve(): void {
    this.widthMs *= 2;
    const { slices } = this;
    const half = Math.ceil(slices.length / 2);
    for (let i = 0; i < half; i++) slices[i] = merged(slices.slice(2 * i, 2 * i + 2));
    slices.length = half;
    this.inFlight.halve();
    this.queued.halve();
  }
}

/** One slice of several; undefined where all are. A single one is returned without a copy. */
function merged(slices: readonly (TimeSlice | undefined)[]): TimeSlice | undefined {
  const held = slices.filter((slice) => slice !== undefined);
  if (held.length <= 1) return held[0];
  const sum = createSlice();
  for (const slice of held) mergeSlice(sum, slice);
  return sum;
}
