/** Accumulates what ends within one measurement window of a sweep. */
import type { BatchMeter } from '#engine/server/BatchMeter.ts';
import type { ResponseBlock } from '#protocol/server.ts';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { OK } from '#trace/outcomes.ts';
import type { MeasuredWindow, StageSums } from './Sweep.ts';
import type { RequestRecord } from './TraceRecorder.ts';

const noTime = (): StageSums => ({
  sendMs: 0,
  queueMs: 0,
  batchWaitMs: 0,
  computeMs: 0,
  readBackMs: 0,
  deliverMs: 0,
});

export class WindowMeter {
  private startMs: number;
  private readonly batchMeter: BatchMeter;
  private latency = new LatencyHistogram();
  private stages = noTime();
  private batches = 0;
  private batched = 0;
  private notOk = 0;

  /** @param batchMeter gets the batch of every response */
  constructor(startMs: number, batchMeter: BatchMeter) {
    this.startMs = startMs;
    this.batchMeter = batchMeter;
  }

  add({ plannedMs, sentMs, deliveredMs }: RequestRecord, block: ResponseBlock, row: number): void {
    if (block.outcomes[row] !== OK) {
      this.notOk += 1;
      return;
    }
    this.latency.add(deliveredMs - plannedMs);
    const size = block.batchSizes[row] ?? 0;
    // A cached response has no batch: its time is all sending and delivery.
    const enqueuedMs = block.enqueuedMs[row] ?? NaN;
    const freeMs = block.freeMs[row] ?? NaN;
    const batchedMs = block.batchedMs[row] ?? NaN;
    const computedMs = block.computedMs[row] ?? NaN;
    const readBackMs = block.readBackMs[row] ?? NaN;
    const { stages } = this;
    if (size === 0 || Number.isNaN(readBackMs)) {
      stages.deliverMs += deliveredMs - sentMs;
      return;
    }
    this.batchMeter.add(block.batches[row] ?? 0, size, enqueuedMs, batchedMs, readBackMs);
    this.batches += 1 / size;
    this.batched += 1;
    stages.sendMs += enqueuedMs - sentMs;
    stages.queueMs += freeMs - enqueuedMs;
    stages.batchWaitMs += batchedMs - freeMs;
    stages.computeMs += computedMs - batchedMs;
    stages.readBackMs += readBackMs - computedMs;
    stages.deliverMs += deliveredMs - readBackMs;
  }

  /** Ends the window; the next begins. */
  take(nowMs: number): MeasuredWindow {
    const { latency, stages, batches, batched, notOk } = this;
    const seconds = (nowMs - this.startMs) / 1000;
    this.startMs = nowMs;
    this.latency = new LatencyHistogram();
    this.stages = noTime();
    this.batches = 0;
    this.batched = 0;
    this.notOk = 0;
    return { seconds, latency, stages, batches, batched, notOk, seen: this.batchMeter.take() };
  }
}
