/** The pictures in the menu show the sets themselves, inside their square. */
import { expect, it } from 'vitest';
import { DATA_SET_NAMES, DATA_SETS } from '#datasets/registry.ts';
import { setPoints } from './setPoints.ts';

const drawn = DATA_SET_NAMES.map((name) => DATA_SETS[name]).filter((set) => set.kind !== 'image');

it.each(drawn)('$name has points of every class in view', (set) => {
  const { count, points, labels, radius, task } = setPoints(set);
  expect(task).toBe(set.task);
  expect(points).toHaveLength(count * 2);
  for (let i = 0; i < count * 2; i++) expect(Math.abs(points[i] ?? Number.NaN)).toBeLessThanOrEqual(radius);
  if (task !== 'regression') {
    expect(new Set(Array.from(labels)).size).toBe(set.classes.length);
  }
});
