/**
 * The curve of a run: metrics in order of step, thinned evenly so that a run of a million steps still fits. The newest
 * point is always the last, and the first is kept.
 */
import type { Metrics } from '../wire/trainer.ts';

/** More points than a chart has pixels across would not be seen. */
export const HISTORY_POINTS = 2_000;

export interface History {
  /** Adds a point; one of an earlier step begins a new run. Returns the curve so far, a fresh array. */
  add(metrics: Metrics): readonly Metrics[];
  clear(): readonly Metrics[];
}

export function createHistory(capacity = HISTORY_POINTS): History {
  let points: Metrics[] = [];
  /** Steps that lie at least between two kept points; doubles whenever the curve is full. */
  let gap = 0;
  return {
    add(metrics) {
      const last = points.at(-1);
      if (last && metrics.step < last.step) {
        points = [];
        gap = 0;
      }
      const before = points.at(-2);
      const lastIsTooClose = before !== undefined && points.at(-1)!.step - before.step < gap;
      if (points.at(-1)?.step === metrics.step || lastIsTooClose) points[points.length - 1] = metrics;
      else points.push(metrics);
      if (points.length > capacity) {
        gap = (2 * (metrics.step - points[0]!.step)) / capacity;
        points = thin(points, gap);
      }
      return points.slice();
    },
    clear() {
      points = [];
      gap = 0;
      return [];
    },
  };
}

function thin(points: readonly Metrics[], gap: number): Metrics[] {
  const kept: Metrics[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || point.step - last.step >= gap) kept.push(point);
  }
  const newest = points.at(-1)!;
  if (kept.at(-1) !== newest) kept.push(newest);
  return kept;
}
