/** What the picture of a set in the menu shows: its own points without noise, or two telling columns of a table. */
import { generatePoints, isPlane } from '../../data/generatePoints.ts';
import { PLANE_RADIUS } from '../../data/Points.ts';
import { table } from '../../data/tables.ts';
import type { ThumbPoints } from '../../paint/dataThumb.ts';
import { DATA_SETS, type DataSetName } from '../../spec/dataSets.ts';

const POINTS = 160;
/** A surface is only seen where points are dense. */
const SURFACE_POINTS = 420;
const SEED = 1;
const COLUMNS = { iris: [2, 3], penguins: [0, 2] } as const;

const known = new Map<DataSetName, ThumbPoints>();

export function setPoints(set: Exclude<DataSetName, 'mnist'>): ThumbPoints {
  const before = known.get(set);
  if (before) return before;
  const points = isPlane(set) ? planePoints(set) : tablePoints(set);
  known.set(set, points);
  return points;
}

function planePoints(set: Parameters<typeof generatePoints>[0]): ThumbPoints {
  const { task, classes } = DATA_SETS[set];
  const { count, raw, labels } = generatePoints(
    set,
    task === 'regression' ? SURFACE_POINTS : POINTS,
    0,
    SEED,
  );
  return { count, points: raw, labels, radius: PLANE_RADIUS, task, classes: classes.length };
}

function tablePoints(set: 'iris' | 'penguins'): ThumbPoints {
  const { count, raw, labels } = table(set);
  const width = DATA_SETS[set].columns.length;
  const [x, y] = COLUMNS[set].map((column) => {
    const values = Array.from({ length: count }, (_, row) => raw[row * width + column] ?? 0);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => ((value - least) / (most - least)) * 2 - 1);
  });
  const points = Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? x : y)?.[i >> 1] ?? 0);
  return { count, points, labels, radius: 1, task: 'multiclass', classes: DATA_SETS[set].classes.length };
}
