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

const COLUMNS =
  'Inferences/Second,Client Send,Network+Server Send/Recv,Server Queue,Server Compute Input,' +
  'Server Compute Infer,Server Compute Output,Client Recv,p50 latency,p90 latency,p95 latency,p99 latency';
const SHARES = [0.5, 0.9, 0.95, 0.99];

export interface PerfAnalyzerRow {
  /** Requests in flight, or requests a second that were asked for: what the first column is called. */
  readonly x: number;
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
export function perfAnalyzerCsv(
  rows: readonly PerfAnalyzerRow[],
  over: 'Concurrency' | 'Request Rate' = 'Concurrency',
): string {
  const sorted = rows.toSorted((a, b) => a.inferencesPerSecond - b.inferencesPerSecond);
  const lines = sorted.map((row) => {
    const stages = [row.sendUs, row.deliverUs, row.queueUs, 0, row.computeUs, row.readBackUs, 0];
    const whole = [...stages, ...row.percentilesUs].map((us) => Math.round(us));
    return [row.x, Number(row.inferencesPerSecond.toFixed(3)), ...whole].join(',');
  });
  return `${[`${over},${COLUMNS}`, ...lines].join('\n')}\n`;
}

/**
 * The row of what a ring holds; null where nothing was answered. Latency counts from sending, as perf_analyzer's does;
 * concurrency is the mean of the requests in flight.
 */
export function perfAnalyzerRow(ring: RingView): PerfAnalyzerRow | null {
  const { columns, first, total } = ring;
  const sums = { send: 0, deliver: 0, queue: 0, compute: 0, readBack: 0 };
  const latencies: number[] = [];
  let [startMs, endMs, flightMs] = [Infinity, -Infinity, 0];
  for (let n = first; n < total; n++) {
    const at = ring.place(n);
    const time = (name: keyof typeof columns): number => columns[name][at] ?? Number.NaN;
    startMs = Math.min(startMs, time('sentMs'));
    endMs = Math.max(endMs, time('deliveredMs'));
    flightMs += time('deliveredMs') - time('sentMs');
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
    x: Math.max(1, Math.round(flightMs / (endMs - startMs))),
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
