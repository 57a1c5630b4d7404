/** Counts of a load as its answers come in → the report, at any time. */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import type { LoadReport } from '../../wire/load.ts';
import { Latencies } from './Latencies.ts';

export class LoadTally {
  sent = 0;
  late = 0;
  dropped = 0;
  device: DeviceName;
  failure: string | undefined;
  private readonly isOpenLoop: boolean;
  private readonly ended = new Float64Array(OUTCOMES.length);
  private readonly latency = new Latencies();
  private readonly service = new Latencies();
  /** Batches that answered: a batch of n adds n times 1/n. */
  private batches = 0;
  private readonly startMs: number;
  private lastMs: number;

  constructor(device: DeviceName, isOpenLoop: boolean, startMs: number) {
    this.device = device;
    this.isOpenLoop = isOpenLoop;
    this.startMs = startMs;
    this.lastMs = startMs;
  }

  get done(): number {
    return this.ended.reduce((sum, count) => sum + count, 0);
  }

  /** One request ended. `batchSize` counts only for ok answers; so do the latencies. */
  end(outcome: number, plannedMs: number, sentMs: number, deliveredMs: number, batchSize: number): void {
    this.ended[outcome] = (this.ended[outcome] ?? 0) + 1;
    this.lastMs = deliveredMs;
    if (OUTCOMES[outcome] !== 'ok') return;
    this.latency.add(deliveredMs - plannedMs);
    this.service.add(deliveredMs - sentMs);
    this.batches += 1 / batchSize;
  }

  /** @param isFinal exact percentiles, which take a sort, instead of sketched ones. */
  report(isFinal: boolean): LoadReport {
    const count = Object.fromEntries(OUTCOMES.map((name, index) => [name, this.ended[index] ?? 0]));
    const { ok = 0, rejected = 0, timedOut = 0, cancelled = 0, wasted = 0, failed = 0 } = count;
    const seconds = (this.lastMs - this.startMs) / 1000;
    return {
      sent: this.sent,
      ok,
      rejected,
      timedOut,
      cancelled: cancelled + wasted,
      failed,
      seconds,
      requestsPerSecond: seconds > 0 ? ok / seconds : 0,
      latencyMs: isFinal ? this.latency.exact() : this.latency.sketched(),
      serviceMs: isFinal ? this.service.exact() : this.service.sketched(),
      meanBatchSize: this.batches > 0 ? ok / this.batches : 0,
      device: this.device,
      ...(this.isOpenLoop ? { late: this.late, dropped: this.dropped } : {}),
      ...(this.failure === undefined ? {} : { failure: this.failure }),
    };
  }
}
