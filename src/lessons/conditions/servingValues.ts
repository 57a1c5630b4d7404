/** A load's report as quantities of conditions. */
import type { LoadReport, PriorityReport } from '#protocol/load.ts';
import type { PlainValues } from './Observation.ts';

/** Empty until a request was sent: a load without requests has measured nothing. */
export function servingValues(report: LoadReport): PlainValues {
  const { sent, goodput, late = 0, littlesLaw } = report;
  if (sent === 0) return {};
  return {
    ...faredValues(report),
    perSecond: report.requestsPerSecond,
    meanBatch: report.meanBatchSize,
    goodPerSecond: goodput.perSecond,
    // Of all that were sent, so that a server which turns everything slow away does not look perfect.
    goodShare: goodput.ok / sent,
    lateShare: late / sent,
    inFlightMean: littlesLaw.inFlightMean,
    littleRatio: littlesLaw.ratio,
  };
}

export function valuesByPriority({ byPriority }: LoadReport): ReadonlyMap<number, PlainValues> {
  return new Map(byPriority.map((report) => [report.priority, faredValues(report)]));
}

function faredValues({ latencyMs, sent, ok, rejected, timedOut }: PriorityReport | LoadReport): PlainValues {
  const { p50: p50Ms, p99: p99Ms, mean: meanMs, max: maxMs } = latencyMs;
  return { p50Ms, p99Ms, meanMs, maxMs, sent, ok, rejected, timedOut };
}
