/** What the picture of a set shows: its own points, without noise in the list of sets, or two telling columns of a table. */
import type { ThumbPoints } from '#canvas/dataThumb.ts';
import { generatePoints } from '#data/generatePoints.ts';
import { tableSamples } from '#data/tableSamples.ts';
import type { PlaneSet, TableSet } from '#datasets/DataSet.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';

/** By set and noise; own sets of one name differ. */
const known = new WeakMap<PlaneSet | TableSet, Map<number, ThumbPoints>>();

export function setPoints(set: PlaneSet | TableSet, noise = 0): ThumbPoints {
  const ofSet = known.get(set) ?? new Map<number, ThumbPoints>();
  known.set(set, ofSet);
  const before = ofSet.get(noise);
  if (before) return before;
  const points = set.kind === 'plane' ? planePoints(set, noise) : tablePoints(set);
  ofSet.set(noise, points);
  return points;
}

function planePoints(set: PlaneSet, noise: number): ThumbPoints {
  const { task, classes, thumb } = set;
  const { count, raw, labels } = generatePoints(set, thumb.count, noise, thumb.seed);
  return { count, points: raw, labels, radius: PLANE_RADIUS, task, classes: classes.length };
}

function tablePoints(set: TableSet): ThumbPoints {
  const { count, raw, labels } = tableSamples(set);
  const width = set.columns.length;
  const [x, y] = set.thumb.columns.map((column) => {
    const values = Array.from({ length: count }, (_, row) => raw[row * width + column] ?? 0);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => ((value - least) / (most - least)) * 2 - 1);
  });
  const points = Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? x : y)?.[i >> 1] ?? 0);
  return { count, points, labels, radius: 1, task: set.task, classes: set.classes.length };
}
