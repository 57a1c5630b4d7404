/** What the picture of a set shows: its own points, without noise in the list of sets, or two telling columns of a table. */
import type { ThumbPoints } from '#canvas/dataThumb.ts';
import { generatePoints } from '#data/generatePoints.ts';
import { tableSamples } from '#data/tableSamples.ts';
import type { PlaneSet, TableSet } from '#datasets/DataSet.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';

/** By set, and by noise or columns; own sets of one name differ. */
const known = new WeakMap<PlaneSet | TableSet, Map<string, ThumbPoints>>();

/** @param columns of a table; by default the two telling ones */
export function setPoints(
  set: PlaneSet | TableSet,
  noise = 0,
  columns: readonly number[] = set.kind === 'table' ? set.thumb.columns : [],
): ThumbPoints {
  const ofSet = known.get(set) ?? new Map<string, ThumbPoints>();
  known.set(set, ofSet);
  const key = [noise, ...columns].join(' ');
  const before = ofSet.get(key);
  if (before) return before;
  const points = set.kind === 'plane' ? planePoints(set, noise) : tablePoints(set, columns);
  ofSet.set(key, points);
  return points;
}

function planePoints(set: PlaneSet, noise: number): ThumbPoints {
  const { task, classes, thumb } = set;
  const { count, raw, labels } = generatePoints(set, thumb.count, noise, thumb.seed);
  return { count, points: raw, labels, radius: PLANE_RADIUS, task, classes: classes.length };
}

function tablePoints(set: TableSet, columns: readonly number[]): ThumbPoints {
  const { count, raw, labels } = tableSamples(set);
  const width = set.columns.length;
  const points = new Float32Array(count * 2);
  columns.forEach((column, axis) => {
    let least = Infinity;
    let most = -Infinity;
    for (let row = 0; row < count; row++) {
      least = Math.min(least, raw[row * width + column]!);
      most = Math.max(most, raw[row * width + column]!);
    }
    // A column of one value lies in the middle.
    const range = most > least ? most - least : Infinity;
    for (let row = 0; row < count; row++) {
      const share = (raw[row * width + column]! - least) / range;
      points[2 * row + axis] = range === Infinity ? 0 : share * 2 - 1;
    }
  });
  return { count, points, labels, radius: 1, task: set.task, classes: set.classes.length };
}
