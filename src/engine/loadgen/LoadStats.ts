/** Counts and latencies of a load while requests are sent and end; makes the report at any time. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import { otherReasons } from '#messages/generated/loadgenErrors.ts';
import { LATE_MS, type LittlesLaw, type LoadReport, type PriorityReport } from '#protocol/load.ts';
import { OK, OUTCOMES, type OutcomeCounts } from '#trace/outcomes.ts';
import { Latencies } from './Latencies.ts';
import type { RequestRecord } from './TraceRecorder.ts';

/** Different failure reasons that are counted separately; a server has a handful. */
const REASONS = 16;

export interface LoadStatsOptions {
  readonly device: DeviceName;
  readonly isOpenLoop: boolean;
  readonly startMs: number;
  readonly latencyGoalMs: number;
  readonly callers: number | null;
  readonly clockStepMs: number;
  /** Whether requests have different priorities, so that latencies are kept for each. */
  readonly hasPriorities: boolean;
}

/** Statistics of one priority. */
interface PriorityStats {
  sent: number;
  readonly ended: Float64Array;
  /** Null where all requests have one priority, whose latencies are the run's. */
  readonly latency: Latencies | null;
}

type EndedRequest = Pick<RequestRecord, 'plannedMs' | 'sentMs' | 'deliveredMs' | 'priority'>;

export class LoadStats {
  sent = 0;
  dropped = 0;
  suspendedMs = 0;
  device: DeviceName;
  private late = 0;
  private readonly options: LoadStatsOptions;
  private readonly ended = new Float64Array(OUTCOMES.length);
  private readonly latency = new Latencies();
  private readonly service = new Latencies();
  private readonly priorities = new Map<number, PriorityStats>();
  private readonly reasons = new Map<string, { readonly reason: Failure; count: number }>();
  /** Batches: a response from a batch of n adds 1/n. */
  private batches = 0;
  private cacheHits = 0;
  private good = 0;
  private endedCount = 0;
  /** Sum of times from sending to the end, of all ended requests. */
  private endedSumMs = 0;
  /** ∫ requests in flight dt, up to `changedMs`. */
  private inFlightArea = 0;
  private changedMs: number;
  private lastEndMs: number;
  private lastSentMs: number;

  constructor(options: LoadStatsOptions) {
    this.options = options;
    this.device = options.device;
    this.changedMs = options.startMs;
    this.lastEndMs = options.startMs;
    this.lastSentMs = options.startMs;
  }

  get done(): number {
    return this.endedCount;
  }

  send(plannedMs: number, sentMs: number, priority: number): void {
    this.integrate(sentMs);
    this.sent += 1;
    this.ofPriority(priority).sent += 1;
    this.lastSentMs = sentMs;
    if (sentMs - plannedMs > LATE_MS) this.late += 1;
  }

  /** Counts the end of a request. `batchSize` (0 for a cached response) and latencies count for ok responses only. */
  end(outcome: number, { plannedMs, sentMs, deliveredMs, priority }: EndedRequest, batchSize: number): void {
    this.integrate(deliveredMs);
    const { ended, latency } = this.ofPriority(priority);
    ended[outcome] = (ended[outcome] ?? 0) + 1;
    this.ended[outcome] = (this.ended[outcome] ?? 0) + 1;
    this.endedCount += 1;
    this.endedSumMs += deliveredMs - sentMs;
    this.lastEndMs = deliveredMs;
    if (outcome !== OK) return;
    const latencyMs = deliveredMs - plannedMs;
    this.latency.add(latencyMs);
    latency?.add(latencyMs);
    this.service.add(deliveredMs - sentMs);
    if (latencyMs <= this.options.latencyGoalMs) this.good += 1;
    if (batchSize > 0) this.batches += 1 / batchSize;
    else this.cacheHits += 1;
  }

  /** Counts the reason of a failure. */
  fail(why: Failure): void {
    const known = this.reasons.has(why.text) || this.reasons.size < REASONS;
    const reason = known ? why : otherReasons();
    const counted = this.reasons.get(reason.text);
    if (counted) counted.count += 1;
    else this.reasons.set(reason.text, { reason, count: 1 });
  }

  /**
   * @param isFinal exact percentiles, which need a sort, instead of those of the histogram
   * @param planned of an open loop: arrivals that were due, and over which time
   */
  report(
    isFinal: boolean,
    planned: { readonly due: number; readonly seconds: number } | null,
  ): LoadReport<Failure> {
    const counts = countsOf(this.ended);
    const { ok } = counts;
    const { startMs, latencyGoalMs, isOpenLoop, callers, clockStepMs } = this.options;
    const seconds = (this.lastEndMs - startMs) / 1000;
    const perSecond = (requests: number): number => (seconds > 0 ? requests / seconds : 0);
    const failures = [...this.reasons.values()].map((counted) => ({ ...counted }));
    return {
      sent: this.sent,
      ...counts,
      seconds,
      requestsPerSecond: perSecond(ok),
      latencyMs: isFinal ? this.latency.exact() : this.latency.sketched(),
      serviceMs: isFinal ? this.service.exact() : this.service.sketched(),
      goodput: {
        goalMs: latencyGoalMs,
        ok: this.good,
        perSecond: perSecond(this.good),
        share: this.good / this.endedCount,
      },
      meanBatchSize: this.batches > 0 ? (ok - this.cacheHits) / this.batches : 0,
      cacheHits: this.cacheHits,
      littlesLaw: this.littlesLaw(),
      byPriority: this.byPriority(isFinal),
      callers,
      suspendedMs: this.suspendedMs,
      clockStepMs,
      device: this.device,
      ...(isOpenLoop ? { late: this.late, dropped: this.dropped } : {}),
      ...(planned && planned.seconds > 0 ? { rate: this.rate(planned) } : {}),
      ...(failures[0] ? { failure: failures[0].reason } : {}),
      failures,
    };
  }

  private byPriority(isFinal: boolean): PriorityReport[] {
    return [...this.priorities]
      .toSorted(([a], [b]) => a - b)
      .map(([priority, { sent, ended, latency }]) => {
        const kept = latency ?? this.latency;
        return {
          priority,
          sent,
          ...countsOf(ended),
          latencyMs: isFinal ? kept.exact() : kept.sketched(),
        };
      });
  }

  private ofPriority(priority: number): PriorityStats {
    let stats = this.priorities.get(priority);
    if (!stats) {
      const latency = this.options.hasPriorities ? new Latencies() : null;
      stats = { sent: 0, ended: new Float64Array(OUTCOMES.length), latency };
      this.priorities.set(priority, stats);
    }
    return stats;
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

  /** Call before the number in flight changes. */
  private integrate(nowMs: number): void {
    this.inFlightArea += (this.sent - this.endedCount) * (nowMs - this.changedMs);
    this.changedMs = nowMs;
  }
}

function countsOf(ended: Float64Array): OutcomeCounts {
  const count = Object.fromEntries(OUTCOMES.map((name, index) => [name, ended[index] ?? 0]));
  const { ok = 0, rejected = 0, timedOut = 0, cancelled = 0, wasted = 0, failed = 0 } = count;
  return { ok, rejected, timedOut, cancelled: cancelled + wasted, wasted, failed };
}
