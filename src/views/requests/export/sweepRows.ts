/** Points of a sweep as rows of perf_analyzer's report. Its queue column holds both waits: for an instance and for the batch. */
import type { SweepState } from '#state/sweepStore.ts';
import type { PerfAnalyzerRow } from '#trace/export/formats/reportCsv.ts';

export function sweepRows(points: SweepState['points']): PerfAnalyzerRow[] {
  return points.map(({ x, perSecond, latencyMs, stagesMs }) => ({
    x,
    inferencesPerSecond: perSecond,
    sendUs: stagesMs.send * 1_000,
    deliverUs: stagesMs.deliver * 1_000,
    queueUs: (stagesMs.queue + stagesMs.batchWait) * 1_000,
    computeUs: stagesMs.compute * 1_000,
    readBackUs: stagesMs.readBack * 1_000,
    percentilesUs: [latencyMs.p50, latencyMs.p90, latencyMs.p95, latencyMs.p99].map((ms) => ms * 1_000),
  }));
}
