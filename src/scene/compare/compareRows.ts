/** Rows of a comparison: both sides' medians over the rounds, and the paired difference with its interval. */
import * as say from '#messages/generated/compare.ts';
import { pairedDifference, type Difference } from '#trace/pairedDifference.ts';

/** The metrics of a load report that are compared. */
export interface ComparedReport {
  readonly ok: number;
  readonly sent: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly goodput: { readonly perSecond: number };
  readonly meanBatchSize: number;
}

export interface CompareRow {
  readonly label: string;
  readonly unit: string;
  readonly digits: number;
  readonly a: number;
  readonly b: number;
  readonly difference: Difference;
  /** Which way is better; 0 where neither is. */
  readonly better: 1 | -1 | 0;
}

const METRICS: readonly {
  label(): string;
  readonly unit: string;
  readonly digits: number;
  readonly better: 1 | -1 | 0;
  of(report: ComparedReport): number;
}[] = [
  { label: say.requestsPerSecond, unit: '', digits: 0, better: 1, of: (report) => report.requestsPerSecond },
  { label: say.goodputPerSecond, unit: '', digits: 0, better: 1, of: (report) => report.goodput.perSecond },
  { label: () => 'p50', unit: 'ms', digits: 2, better: -1, of: (report) => report.latencyMs.p50 },
  { label: () => 'p95', unit: 'ms', digits: 2, better: -1, of: (report) => report.latencyMs.p95 },
  { label: () => 'p99', unit: 'ms', digits: 2, better: -1, of: (report) => report.latencyMs.p99 },
  { label: say.meanBatch, unit: '', digits: 1, better: 0, of: (report) => report.meanBatchSize },
  {
    label: say.answered,
    unit: '%',
    digits: 1,
    better: 1,
    of: (report) => (report.sent > 0 ? (100 * report.ok) / report.sent : NaN),
  },
];

export function compareRows(results: readonly (readonly [ComparedReport, ComparedReport])[]): CompareRow[] {
  return METRICS.map(({ of, label, ...figure }) => {
    const first = results.map(([a]) => of(a));
    const second = results.map(([, b]) => of(b));
    return {
      ...figure,
      label: label(),
      a: median(first),
      b: median(second),
      difference: pairedDifference(first, second),
    };
  });
}

/** NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
