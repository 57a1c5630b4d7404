/** Readout of a chart over time at the pointer. */
import type { LatencyMap } from '#canvas/paintLatencyMap.ts';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/latency.ts';
import { unitText } from '#messages/numberText.ts';

/**
 * The responses of the column that holds `timeMs` (in ms since the start of the run). A column without responses has a text,
 * too: a gap is often the reason for looking.
 */
export function momentText(
  map: Pick<LatencyMap, 'slices' | 'sliceMs' | 'originMs'>,
  timeMs: number,
  clockStepMs: number,
): string {
  const time = timeMs >= 1_000 ? unitText(timeMs / 1_000, 2, 's') : unitText(timeMs, 1, 'ms');
  const response = map.slices[Math.floor((timeMs - map.originMs) / map.sliceMs)]?.response;
  if (!response?.count) return say.nothingAt({ time });
  const [p50 = NaN, p99 = NaN] = response.percentiles([0.5, 0.99]);
  const text = (ms: number): string => latencyText(ms, clockStepMs, ms < 10 ? 2 : 1);
  return say.momentAt({
    time,
    count: response.count,
    p50: text(p50),
    p99: text(p99),
    max: text(response.maxMs),
  });
}
