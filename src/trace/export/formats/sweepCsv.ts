/**
 * A capacity sweep in the CSV format of Triton's perf_analyzer, a row for each point; `reportCsv.ts` explains the columns. Its
 * queue column holds both waits: for an instance and for the batch.
 */
import type { MeasuredSweep, SweepFormat } from '../ExportFormat.ts';
import { perfAnalyzerCsv, type PerfAnalyzerRow } from './reportCsv.ts';

function rowOf({ x, perSecond, latencyMs, stagesMs }: MeasuredSweep['points'][number]): PerfAnalyzerRow {
  return {
    x,
    inferencesPerSecond: perSecond,
    sendUs: stagesMs.send * 1_000,
    deliverUs: stagesMs.deliver * 1_000,
    queueUs: (stagesMs.queue + stagesMs.batchWait) * 1_000,
    computeUs: stagesMs.compute * 1_000,
    readBackUs: stagesMs.readBack * 1_000,
    percentilesUs: [latencyMs.p50, latencyMs.p90, latencyMs.p95, latencyMs.p99].map((ms) => ms * 1_000),
  };
}

export const sweepCsv: SweepFormat = {
  of: 'sweep',
  label: 'Sweep CSV',
  about: "With perf_analyzer's header; a row for each point",
  suffix: 'sweep.csv',
  type: 'text/csv',
  make: ({ over, points }) =>
    perfAnalyzerCsv(points.map(rowOf), over === 'concurrency' ? 'Concurrency' : 'Request Rate'),
};
