/**
 * Measures how long batches occupy an instance, from the responses that a load gets: from the start of batch k to the
 * start of batch k + 1, where a request was waiting for it. That includes all costs of a batch: computing, sending
 * responses, draining the mailbox. Batches without a waiting successor are left out.
 */
import type { BatchSums } from '#trace/batchLatency.ts';
import type { BatchTime } from '#trace/batchQueue.ts';

/** Neighbouring batch sizes are merged until there are this many batches: a mean of fewer is noise. */
const ENOUGH_BATCHES = 16;

interface SeenBatch {
  readonly batch: number;
  readonly size: number;
  readonly batchedMs: number;
  readonly readBackMs: number;
  /** Arrival of its oldest request. */
  oldestMs: number;
}

export class BatchMeter {
  private before: SeenBatch | null = null;
  private newest: SeenBatch | null = null;
  /** By size: number of batches and their total time. */
  private readonly bySize = new Map<number, { count: number; ms: number }>();
  private totals = { count: 0, size: 0, sizeSquared: 0, ms: 0, sizeTimesMs: 0 };

  /** Adds one response of a batch. Responses of a batch come together, and batches in their order. */
  add(batch: number, size: number, enqueuedMs: number, batchedMs: number, readBackMs: number): void {
    if (batch !== this.newest?.batch) {
      this.book();
      this.before = this.newest;
      this.newest = { batch, size, batchedMs, readBackMs, oldestMs: enqueuedMs };
    }
    this.newest.oldestMs = Math.min(this.newest.oldestMs, enqueuedMs);
  }

  get sums(): BatchSums {
    return this.totals;
  }

  /** Mean time of a batch by its mean size, ascending. */
  get times(): BatchTime[] {
    const times: BatchTime[] = [];
    let [count, size, ms] = [0, 0, 0];
    for (const [of, seen] of [...this.bySize].toSorted(([a], [b]) => a - b)) {
      count += seen.count;
      size += of * seen.count;
      ms += seen.ms;
      if (count < ENOUGH_BATCHES) continue;
      times.push({ size: size / count, ms: ms / count });
      [count, size, ms] = [0, 0, 0];
    }
    return times;
  }

  /** Books the batch before the newest, whose responses show whether a request was waiting behind it. */
  private book(): void {
    const { before, newest, totals } = this;
    if (!before || newest?.batch !== before.batch + 1 || newest.oldestMs > before.readBackMs) return;
    const { size } = before;
    const ms = newest.batchedMs - before.batchedMs;
    totals.count += 1;
    totals.size += size;
    totals.sizeSquared += size * size;
    totals.ms += ms;
    totals.sizeTimesMs += size * ms;
    const seen = this.bySize.get(size) ?? { count: 0, ms: 0 };
    seen.count += 1;
    seen.ms += ms;
    this.bySize.set(size, seen);
  }
}
