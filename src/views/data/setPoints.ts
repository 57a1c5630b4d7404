/** What the picture of a set shows: its own points, without noise in the list of sets, or two telling columns of a table. */
import type { ThumbPoints } from '#canvas/dataThumb.ts';
import { generatePoints } from '#data/generatePoints.ts';
import { tableSamples } from '#data/tableSamples.ts';
import type { PlaneSet, TableSet } from '#datasets/DataSet.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';

/** Rows of a table that its picture shows. */
const MOST_ROWS = 2_000;

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
  const { count: all, raw, labels: allLabels } = tableSamples(set);
  const count = Math.min(all, MOST_ROWS);
  // Evenly over the table: a picture of this size shows no more.
  const rowOf = (i: number): number => Math.floor((i * all) / count);
  const labels = Float32Array.from({ length: count }, (_, i) => allLabels[rowOf(i)]!);
  const width = set.columns.length;
  const points = new Float32Array(count * 2);
  columns.forEach((column, axis) => {
    const valueOf = (i: number): number => raw[rowOf(i) * width + column]!;
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      least = Math.min(least, valueOf(i));
      most = Math.max(most, valueOf(i));
    }
    // A column of one value lies in the middle.
    for (let i = 0; i < count; i++) {
      points[2 * i + axis] = most > least ? ((valueOf(i) - least) / (most - least)) * 2 - 1 : 0;
    }
  });
  return { count, points, labels, radius: 1, task: set.task, classes: set.classes.length };
}
