/**
 * The map as a canvas: the present output with the drawn points on it, all of them filled and as they stand in the experiment, so
 * that a point is there before the trainer has it.
 */
import type { PredictionMap } from '#canvas/paintPredictionMap.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { drawnCount, drawnPoints, type DrawnSpec } from '#experiment/drawnPoints.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { Snapshot } from '#state/feeds.ts';
import type { UnitId } from '#state/uiStore.ts';
import { predictionMap } from '../output/predictionMap.ts';

interface DrawingSettings {
  readonly experiment: Pick<Experiment, 'data' | 'view'>;
  readonly spec: DrawnSpec;
  readonly hovered: UnitId | null;
  /** Without axes and colour scale, as wide as its box. */
  readonly bare: boolean;
}

export function drawingPicture(
  { experiment, spec, hovered, bare }: DrawingSettings,
  snapshot: Snapshot | null,
  data: PreparedData | null,
): PredictionMap {
  const points = drawnPoints(spec);
  return {
    ...predictionMap(experiment, snapshot, data, hovered, bare),
    train: {
      count: points.length,
      raw: points.flatMap(([x1, x2]) => [x1, x2]),
      labels: points.map(([, , label]) => label),
    },
    test: null,
    bare,
  };
}

/** Points of each class; empty for values. */
export function classCounts(spec: DrawnSpec): number[] {
  if (spec.labels === 'values') return [];
  const counts = Array<number>(spec.classes).fill(0);
  for (const [, , label] of drawnPoints(spec)) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** What the canvas is short of, to be told over it. */
export function lackOf(spec: DrawnSpec): 'points' | 'oneClass' | null {
  if (drawnCount(spec) === 0) return 'points';
  if (spec.labels === 'values') return null;
  return classCounts(spec).filter((count) => count > 0).length < 2 ? 'oneClass' : null;
}
