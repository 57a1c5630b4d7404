/** What a picture over time says of the moment under the pointer. */
import { countText, fixedText } from '../../../paint/numberText.ts';
import type { LatencyMap } from '../../../paint/paintLatencyMap.ts';

/**
 * The answers of the column that holds `timeMs` (in ms since the start of the run), in words. A column in which nothing
 * was answered says so: a gap is news too, and often the reason for looking.
 */
export function momentText(map: Pick<LatencyMap, 'slices' | 'sliceMs' | 'originMs'>, timeMs: number): string {
  const at = timeMs >= 1_000 ? `${fixedText(timeMs / 1_000, 2)} s` : `${fixedText(timeMs, 1)} ms`;
  const response = map.slices[Math.floor((timeMs - map.originMs) / map.sliceMs)]?.response;
  if (!response?.count) return `At ${at}: nothing answered`;
  const [p50 = NaN, p99 = NaN] = response.percentiles([0.5, 0.99]);
  const figures = [p50, p99, response.maxMs].map((ms) => fixedText(ms, ms < 10 ? 2 : 1));
  const answers = response.count === 1 ? '1 answer' : `${countText(response.count)} answers`;
  return `At ${at}: ${answers}, p50 ${figures[0]}, p99 ${figures[1]}, max ${figures[2]} ms`;
}
