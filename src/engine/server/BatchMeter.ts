/**
 * Collects batches from the responses that a load gets: how long each size takes, and the gap until the next batch starts
 * (sending responses, draining the mailbox). A gap is known only where a request was waiting for the next batch.
 */
import type { SeenLoad } from '#trace/batchReplay.ts';
import type { BatchSamples, SeenBatch } from '#trace/batchTiming.ts';

/** Samples of each size, and of gaps: more would say the same. */
const ENOUGH_SAMPLES = 2_000;

interface NewBatch extends SeenBatch {
  oldestMs: number;
}

export class BatchMeter {
  private before: NewBatch | null = null;
  private newest: NewBatch | null = null;
  private readonly bySize = new Map<number, number[]>();
  private readonly gaps: number[] = [];
  private arrivalsMs: number[] = [];
  private batches: NewBatch[] = [];

  /** Adds one response of a batch. Responses of a batch come together, and batches in their order. */
  add(batch: number, size: number, enqueuedMs: number, batchedMs: number, readBackMs: number): void {
    if (batch !== this.newest?.batch) {
      this.book();
      this.before = this.newest;
      this.newest = { batch, size, batchedMs, readBackMs, oldestMs: enqueuedMs };
      this.batches.push(this.newest);
    }
    this.newest.oldestMs = Math.min(this.newest.oldestMs, enqueuedMs);
    this.arrivalsMs.push(enqueuedMs);
  }

  get samples(): BatchSamples {
    const { bySize, gaps } = this;
    return { bySize, gaps };
  }

  /** What has been seen since the last call. */
  take(): SeenLoad {
    const { arrivalsMs, batches } = this;
    this.arrivalsMs = [];
    this.batches = [];
    return { arrivalsMs, batches };
  }

  /** Books the batch before the newest, whose responses show whether a request was waiting behind it. */
  private book(): void {
    const { before, newest } = this;
    if (!newest) return;
    const durations = this.bySize.get(newest.size) ?? [];
    this.bySize.set(newest.size, durations);
    if (durations.length < ENOUGH_SAMPLES) durations.push(newest.readBackMs - newest.batchedMs);
    const isWaitedFor = newest.batch === (before?.batch ?? NaN) + 1 && newest.oldestMs <= before!.readBackMs;
    if (isWaitedFor && this.gaps.length < ENOUGH_SAMPLES)
      this.gaps.push(newest.batchedMs - before!.readBackMs);
  }
}
