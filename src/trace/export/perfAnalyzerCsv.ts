/**
 * A run as Triton's perf_analyzer reports it (`-f report.csv`): its header to the letter, so that scripts which read
 * one read the other. Times are mean microseconds of the answered requests; percentiles are nearest rank.
 *
 * Fanout's stages in its columns: sending is "Client Send"; waiting for an instance and for company is "Server Queue";
 * the upload happens within the batch's computation, so "Server Compute Input" is 0; reading the outputs back is
 * "Server Compute Output"; delivery is "Network+Server Send/Recv"; there is nothing left for "Client Recv".
 */
import { OK } from '../outcomes.ts';
import type { RingView } from './traceRows.ts';

const HEADER =
  'Concurrency,Inferences/Second,Client Send,Network+Server Send/Recv,Server Queue,Server Compute Input,' +
  'Server Compute Infer,Server Compute Output,Client Recv,p50 latency,p90 latency,p95 latency,p99 latency';
const SHARES = [0.5, 0.9, 0.95, 0.99];

export interface PerfAnalyzerRow {
  /** Requests in flight that were asked for, or their mean where the load was open. */
  readonly concurrency: number;
  readonly inferencesPerSecond: number;
  /** Mean µs of each stage. */
  readonly sendUs: number;
  readonly deliverUs: number;
  readonly queueUs: number;
  readonly computeUs: number;
  readonly readBackUs: number;
  /** µs: p50, p90, p95, p99. */
  readonly percentilesUs: readonly number[];
}

/** One line a run or point of a sweep, by throughput as perf_analyzer sorts them. */
export function perfAnalyzerCsv(rows: readonly PerfAnalyzerRow[]): string {
  const sorted = rows.toSorted((a, b) => a.inferencesPerSecond - b.inferencesPerSecond);
  const lines = sorted.map((row) => {
    const stages = [row.sendUs, row.deliverUs, row.queueUs, 0, row.computeUs, row.readBackUs, 0];
    const whole = [...stages, ...row.percentilesUs].map((us) => Math.round(us));
    return [row.concurrency, Number(row.inferencesPerSecond.toFixed(3)), ...whole].join(',');
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** The row of what a ring holds; null where nothing was answered. Latency counts from sending, as perf_analyzer's does. */
export function perfAnalyzerRow(ring: RingView, concurrency: number): PerfAnalyzerRow | null {
  const { columns, first, total } = ring;
  const sums = { send: 0, deliver: 0, queue: 0, compute: 0, readBack: 0 };
  const latencies: number[] = [];
  let [startMs, endMs] = [Infinity, -Infinity];
  for (let n = first; n < total; n++) {
    const at = ring.place(n);
    const time = (name: keyof typeof columns): number => columns[name][at] ?? Number.NaN;
    startMs = Math.min(startMs, time('sentMs'));
    endMs = Math.max(endMs, time('deliveredMs'));
    if (columns.outcomes[at] !== OK) continue;
    sums.send += between(time('sentMs'), time('enqueuedMs'));
    sums.queue += between(time('enqueuedMs'), time('batchedMs'));
    sums.compute += between(time('batchedMs'), time('computedMs'));
    sums.readBack += between(time('computedMs'), time('readBackMs'));
    sums.deliver += between(time('readBackMs'), time('deliveredMs'));
    latencies.push(time('deliveredMs') - time('sentMs'));
  }
  if (latencies.length === 0) return null;
  latencies.sort((a, b) => a - b);
  const meanUs = (sumMs: number): number => (sumMs / latencies.length) * 1_000;
  return {
    concurrency,
    inferencesPerSecond: (latencies.length / (endMs - startMs)) * 1_000,
    sendUs: meanUs(sums.send),
    deliverUs: meanUs(sums.deliver),
    queueUs: meanUs(sums.queue),
    computeUs: meanUs(sums.compute),
    readBackUs: meanUs(sums.readBack),
    percentilesUs: SHARES.map((share) => (latencies[Math.ceil(share * latencies.length) - 1] ?? 0) * 1_000),
  };
}

/** An answer from the cache has no batch, so no time in one. */
const between = (startMs: number, endMs: number): number => (endMs > startMs ? endMs - startMs : 0);
