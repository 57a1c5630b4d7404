/** TensorFlow Playground's multi-Gaussian: six hills and hollows. */
import { planeSet } from '../planeSet.ts';
import { EASY, layers } from '../start.ts';
import { surface, type Surface } from '../surface.ts';

const HILLS = [
  { x1: -4, x2: 2.5, sign: 1 },
  { x1: 0, x2: 2.5, sign: -1 },
  { x1: 4, x2: 2.5, sign: 1 },
  { x1: -4, x2: -2.5, sign: -1 },
  { x1: 0, x2: -2.5, sign: 1 },
  { x1: 4, x2: -2.5, sign: -1 },
] as const;

/** Cones of height 1 and radius 2, up and down in turn; where two overlap the taller counts; flat elsewhere. */
export const hillsHeight: Surface = (x1, x2) => {
  let height = 0;
  for (const hill of HILLS) {
    const distance = Math.sqrt((x1 - hill.x1) ** 2 + (x2 - hill.x2) ** 2);
    const cone = hill.sign * Math.max(0, 1 - distance / 2);
    if (Math.abs(cone) > Math.abs(height)) height = cone;
  }
  return height;
};

export const multiGaussian = planeSet({
  name: 'multi-gaussian',
  label: 'Hills',
  about: 'Six hills and hollows. The value is the height.',
  noise: 'values',
  task: 'regression',
  start: { ...EASY, hidden: layers('tanh', 12, 8) },
  generate: surface(hillsHeight),
});
