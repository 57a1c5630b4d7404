/** Metadata of the last run for exports; null before the first. */
import { networkText } from '#experiment/subject.ts';
import type { LoadTrace } from '#state/feeds.ts';
import type { ServingState } from '#state/servingStore.ts';
import type { RunFacts } from '#trace/export/RunFacts.ts';

export function runFacts(
  { startedAt, leftOut, ran }: Pick<LoadTrace, 'startedAt' | 'leftOut' | 'ran'>,
  { report, inFlight, queued }: Pick<ServingState, 'report' | 'inFlight' | 'queued'>,
): RunFacts | null {
  if (!report || !ran) return null;
  const { requestsPerSecond, littlesLaw, serviceMs, byPriority, clockStepMs, device, dropped = 0 } = report;
  return {
    startedAt,
    run: { data: ran.data.set, network: networkText(ran), device, pattern: ran.serving.pattern },
    clockStepMs,
    leftOut,
    inFlight,
    queued,
    dropped,
    metrics: { requestsPerSecond, inFlightMean: littlesLaw.inFlightMean, serviceMs, byPriority },
  };
}
