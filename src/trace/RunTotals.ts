/**
 * Totals of a whole run, however long: the ring keeps only the newest requests, so totals are counted as requests
 * come. Durations are seconds, as in OpenMetrics.
 */
import { FixedHistogram } from './FixedHistogram.ts';
import { OK } from './outcomes.ts';
import type { RequestTrace, TraceColumn } from './RequestTrace.ts';

const SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];
/** Batches remembered as counted. Responses of one come close together, and numbers ascend. */
const BATCHES_KEPT = 4_096;

/** Intervals that have a histogram, by the times at their ends. */
export const SPANS = {
  request: ['plannedMs', 'deliveredMs'],
  service: ['sentMs', 'deliveredMs'],
  sendLag: ['plannedMs', 'sentMs'],
  send: ['sentMs', 'enqueuedMs'],
  queue: ['enqueuedMs', 'batchedMs'],
  compute: ['batchedMs', 'computedMs'],
  readBack: ['computedMs', 'readBackMs'],
  deliver: ['readBackMs', 'deliveredMs'],
} as const satisfies Readonly<Record<string, readonly [TraceColumn, TraceColumn]>>;
export type Span = keyof typeof SPANS;
const SPAN_NAMES = Object.keys(SPANS) as Span[];

export class RunTotals {
  /** Ok responses that were counted here. */
  ok = 0;
  cacheHits = 0;
  /** From a batch's start until its outputs were read back, summed over batches. */
  batchMs = 0;
  readonly spans: Readonly<Record<Span, FixedHistogram>>;
  /** One observation a batch. */
  readonly batchSizes = new FixedHistogram(SIZES);
  private readonly seen = new Float64Array(BATCHES_KEPT);

  constructor() {
    this.spans = Object.fromEntries(
      SPAN_NAMES.map((name) => [name, new FixedHistogram(SECONDS)]),
    ) as unknown as Readonly<Record<Span, FixedHistogram>>;
  }

  get batches(): number {
    return this.batchSizes.count;
  }

  /** Counts a block of requests that have ended. */
  take(block: RequestTrace): void {
    const count = block.ids.length;
    for (const name of SPAN_NAMES) {
      const [from, to] = [block[SPANS[name][0]], block[SPANS[name][1]]];
      const span = this.spans[name];
      for (let i = 0; i < count; i++) {
        if (block.outcomes[i] !== OK) continue;
        const ms = to[i]! - from[i]!;
        // A cached response has no batch. Clocks of two workers may differ by rounding; no duration is negative.
        if (!Number.isNaN(ms)) span.add(ms > 0 ? ms / 1_000 : 0);
      }
    }
    for (let i = 0; i < count; i++) {
      if (block.outcomes[i] !== OK) continue;
      this.ok += 1;
      const size = block.batchSizes[i]!;
      if (size === 0) this.cacheHits += 1;
      else this.takeBatch(block, i, size);
    }
  }

  private takeBatch({ batches, batchedMs, readBackMs }: RequestTrace, i: number, size: number): void {
    const batch = batches[i]!;
    const index = batch % BATCHES_KEPT;
    if (this.seen[index] === batch) return;
    this.seen[index] = batch;
    this.batchSizes.add(size);
    this.batchMs += Math.max(0, readBackMs[i]! - batchedMs[i]!);
  }
}
