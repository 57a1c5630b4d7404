/** The learning curve on the page: the engine keeps it and sends its updates (`engine/trainer/TrainingHistory.ts`). */
import type { HistoryNews, HistoryPoint, Metrics } from '#protocol/trainer.ts';

/** The curve after an update, as a new array; unchanged where an earlier update was missed. */
export function joinHistory(
  known: readonly HistoryPoint[],
  { start, points }: HistoryNews,
): readonly HistoryPoint[] {
  return start > known.length ? known : [...known.slice(0, start), ...points];
}

/** The curve of the page's own first snapshot: one point. */
export function firstHistory(metrics: Metrics): readonly HistoryPoint[] {
  return [{ trainAccuracy: NaN, testAccuracy: NaN, batchLoss: NaN, ...metrics }];
}
