/** Readout of a chart over time at the pointer. */
import type { LatencyMap } from '#canvas/paintLatencyMap.ts';
import { latencyText } from '#messages/clockText.ts';
import { countText, fixedText } from '#messages/numberText.ts';

/**
 * The responses of the column that holds `timeMs` (in ms since the start of the run). A column without responses has a text,
 * too: a gap is often the reason for looking.
 */
export function momentText(
  map: Pick<LatencyMap, 'slices' | 'sliceMs' | 'originMs'>,
  timeMs: number,
  clockStepMs: number,
): string {
  const at = timeMs >= 1_000 ? `${fixedText(timeMs / 1_000, 2)} s` : `${fixedText(timeMs, 1)} ms`;
  const response = map.slices[Math.floor((timeMs - map.originMs) / map.sliceMs)]?.response;
  if (!response?.count) return `At ${at}: nothing answered`;
  const [p50 = NaN, p99 = NaN] = response.percentiles([0.5, 0.99]);
  const texts = [p50, p99, response.maxMs].map((ms) => latencyText(ms, clockStepMs, ms < 10 ? 2 : 1));
  const answers = response.count === 1 ? '1 answer' : `${countText(response.count)} answers`;
  return `At ${at}: ${answers}, p50 ${texts[0]}, p99 ${texts[1]}, max ${texts[2]} ms`;
}
