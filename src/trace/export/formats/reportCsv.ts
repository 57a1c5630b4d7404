/**
 * Export of a run in the CSV format of Triton's perf_analyzer (`-f report.csv`), with the same header, so that scripts
 * for one read the other. Times are mean microseconds of ok requests; percentiles are nearest rank. Columns: sending
 * is "Client Send"; waiting for an instance and for a larger batch is "Server Queue"; the upload is part of the
 * computation, so "Server Compute Input" is 0; reading the outputs back is "Server Compute Output"; delivery is
 * "Network+Server Send/Recv"; "Client Recv" is 0.
 */
import type { RunTotals, Span } from '../../RunTotals.ts';
import type { RunMetrics } from '../RunFacts.ts';
import type { RunFormat } from '../ExportFormat.ts';

const COLUMNS =
  'Inferences/Second,Client Send,Network+Server Send/Recv,Server Queue,Server Compute Input,' +
  'Server Compute Infer,Server Compute Output,Client Recv,p50 latency,p90 latency,p95 latency,p99 latency';

export interface PerfAnalyzerRow {
  /** Heading of the first column: requests in flight, or the request rate. */
  readonly x: number;
  readonly inferencesPerSecond: number;
  /** Mean time of each stage, in µs. */
  readonly sendUs: number;
  readonly deliverUs: number;
  readonly queueUs: number;
  readonly computeUs: number;
  readonly readBackUs: number;
  /** µs: p50, p90, p95, p99. */
  readonly percentilesUs: readonly number[];
}

/**
 * One line a run or point of a sweep, sorted by throughput as perf_analyzer does. Lines end with \n.
 * @example
 * perfAnalyzerCsv(rows).split('\n')[0] // 'Concurrency,Inferences/Second,…'
 */
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
 * The row of a whole run; null where nothing was ok. Latency counts from sending, as perf_analyzer's does; concurrency
 * is the mean number of requests in flight. Stages are means over the responses that `totals` has counted.
 */
export function perfAnalyzerRow(totals: RunTotals, metrics: RunMetrics): PerfAnalyzerRow | null {
  if (totals.ok === 0) return null;
  const meanUs = (span: Span): number => (totals.spans[span].sum / totals.ok) * 1e6;
  const { p50, p90, p95, p99 } = metrics.serviceMs;
  return {
    x: Math.max(1, Math.round(metrics.inFlightMean)),
    inferencesPerSecond: metrics.requestsPerSecond,
    sendUs: meanUs('send'),
    deliverUs: meanUs('deliver'),
    queueUs: meanUs('queue'),
    computeUs: meanUs('compute'),
    readBackUs: meanUs('readBack'),
    percentilesUs: [p50, p90, p95, p99].map((ms) => ms * 1_000),
  };
}

export const reportCsv: RunFormat = {
  of: 'run',
  label: 'Report CSV',
  about: "With perf_analyzer's header; a row for the whole run",
  suffix: 'report.csv',
  type: 'text/csv',
  make: ({ totals }, { metrics }) => {
    const row = perfAnalyzerRow(totals, metrics);
    return perfAnalyzerCsv(row ? [row] : []);
  },
};
