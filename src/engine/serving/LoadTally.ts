/** Counts of a load as its requests are sent and end → the report, at any time. */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { OK, OUTCOMES } from '../../trace/outcomes.ts';
import { LATE_MS, type LittlesLaw, type LoadReport } from '../../wire/load.ts';
import { Latencies } from './Latencies.ts';

/** Different reasons of failure that are told apart; a server has a handful. */
const REASONS = 16;
const OTHER_REASONS = 'Other reasons.';

export interface TallyOptions {
  readonly device: DeviceName;
  readonly isOpenLoop: boolean;
  readonly startMs: number;
  readonly latencyGoalMs: number;
}

export class LoadTally {
  sent = 0;
  dropped = 0;
  device: DeviceName;
  private late = 0;
  private readonly options: TallyOptions;
  private readonly ended = new Float64Array(OUTCOMES.length);
  private readonly latency = new Latencies();
  private readonly service = new Latencies();
  private readonly reasons = new Map<string, number>();
  /** Batches that answered: a batch of n adds n times 1/n. */
  private batches = 0;
  private cacheHits = 0;
  private good = 0;
  private endedCount = 0;
  /** From sending to the end, of all that ended. */
  private endedSumMs = 0;
  /** ∫ requests in flight dt, up to `changedMs`. */
  private inFlightArea = 0;
  private changedMs: number;
  private lastEndMs: number;
  private lastSentMs: number;

  constructor(options: TallyOptions) {
    this.options = options;
    this.device = options.device;
    this.changedMs = options.startMs;
    this.lastEndMs = options.startMs;
    this.lastSentMs = options.startMs;
  }

  get done(): number {
    return this.endedCount;
  }

  send(plannedMs: number, sentMs: number): void {
    this.integrate(sentMs);
    this.sent += 1;
    this.lastSentMs = sentMs;
    if (sentMs - plannedMs > LATE_MS) this.late += 1;
  }

  /** One request ended. `batchSize` counts only for ok answers (0 where the cache gave it); so do the latencies. */
  end(outcome: number, plannedMs: number, sentMs: number, deliveredMs: number, batchSize: number): void {
    this.integrate(deliveredMs);
    this.ended[outcome] = (this.ended[outcome] ?? 0) + 1;
    this.endedCount += 1;
    this.endedSumMs += deliveredMs - sentMs;
    this.lastEndMs = deliveredMs;
    if (outcome !== OK) return;
    const latencyMs = deliveredMs - plannedMs;
    this.latency.add(latencyMs);
    this.service.add(deliveredMs - sentMs);
    if (latencyMs <= this.options.latencyGoalMs) this.good += 1;
    if (batchSize > 0) this.batches += 1 / batchSize;
    else this.cacheHits += 1;
  }

  /** Why a request failed. */
  fail(reason: string): void {
    const known = this.reasons.has(reason) || this.reasons.size < REASONS;
    const key = known ? reason : OTHER_REASONS;
    this.reasons.set(key, (this.reasons.get(key) ?? 0) + 1);
  }

  /**
   * @param isFinal exact percentiles, which take a sort, instead of sketched ones.
   * @param planned of an open loop: arrivals that were due, and within which time.
   */
  report(isFinal: boolean, planned: { readonly due: number; readonly seconds: number } | null): LoadReport {
    const count = Object.fromEntries(OUTCOMES.map((name, index) => [name, this.ended[index] ?? 0]));
    const { ok = 0, rejected = 0, timedOut = 0, cancelled = 0, wasted = 0, failed = 0 } = count;
    const { startMs, latencyGoalMs, isOpenLoop } = this.options;
    const seconds = (this.lastEndMs - startMs) / 1000;
    const perSecond = (requests: number): number => (seconds > 0 ? requests / seconds : 0);
    const failures = Array.from(this.reasons, ([reason, times]) => ({ reason, count: times }));
    return {
      sent: this.sent,
      ok,
      rejected,
      timedOut,
      cancelled: cancelled + wasted,
      wasted,
      failed,
      seconds,
      requestsPerSecond: perSecond(ok),
      latencyMs: isFinal ? this.latency.exact() : this.latency.sketched(),
      serviceMs: isFinal ? this.service.exact() : this.service.sketched(),
      goodput: { goalMs: latencyGoalMs, ok: this.good, perSecond: perSecond(this.good) },
      meanBatchSize: this.batches > 0 ? (ok - this.cacheHits) / this.batches : 0,
      cacheHits: this.cacheHits,
      littlesLaw: this.littlesLaw(),
      device: this.device,
      ...(isOpenLoop ? { late: this.late, dropped: this.dropped } : {}),
      ...(planned && planned.seconds > 0 ? { rate: this.rate(planned) } : {}),
      ...(failures[0] ? { failure: failures[0].reason } : {}),
      failures,
    };
  }

  private rate({ due, seconds }: { due: number; seconds: number }): NonNullable<LoadReport['rate']> {
    const sentSeconds = Math.max(seconds, (this.lastSentMs - this.options.startMs) / 1000);
    return { askedPerSecond: due / seconds, achievedPerSecond: this.sent / sentSeconds };
  }

  private littlesLaw(): LittlesLaw {
    const { startMs } = this.options;
    const spanMs = this.changedMs - startMs;
    const inFlightMean = spanMs > 0 ? this.inFlightArea / spanMs : 0;
    const perMs = spanMs > 0 ? this.endedCount / spanMs : 0;
    const timeMeanMs = this.endedSumMs / this.endedCount;
    const product = perMs * timeMeanMs;
    return { inFlightMean, perSecond: perMs * 1000, timeMeanMs, product, ratio: inFlightMean / product };
  }

  /** To be called before the number in flight changes. */
  private integrate(nowMs: number): void {
    this.inFlightArea += (this.sent - this.endedCount) * (nowMs - this.changedMs);
    this.changedMs = nowMs;
  }
}
