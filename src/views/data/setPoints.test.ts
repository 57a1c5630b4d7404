/** The pictures in the menu show the sets themselves, inside their square. */
import { expect, it } from 'vitest';
import { DATA_SET_NAMES, DATA_SETS } from '../../spec/dataSets.ts';
import { setPoints } from './setPoints.ts';

it.each(DATA_SET_NAMES.filter((set) => set !== 'mnist'))('%s has points of every class in view', (set) => {
  const { count, points, labels, radius, task } = setPoints(set);
  expect(task).toBe(DATA_SETS[set].task);
  expect(points).toHaveLength(count * 2);
  for (let i = 0; i < count * 2; i++) expect(Math.abs(points[i] ?? Number.NaN)).toBeLessThanOrEqual(radius);
  if (task !== 'regression') {
    expect(new Set(Array.from(labels)).size).toBe(DATA_SETS[set].classes.length);
  }
});
