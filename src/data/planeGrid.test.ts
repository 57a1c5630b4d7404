import { expect, it } from 'vitest';
import { planeGrid } from './planeGrid.ts';

it('planeGrid starts at the upper left corner and ends at the lower right', () => {
  const points = planeGrid(3);
  expect([...points]).toEqual([-6, 6, 0, 6, 6, 6, -6, -0, 0, -0, 6, -0, -6, -6, 0, -6, 6, -6]);
});
