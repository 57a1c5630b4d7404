/** Sixteen squares of side 3. Label noise: the class is that of a point up to ±3·noise away per axis. */
import { planeSet } from '../planeSet.ts';
import { PLANE_RADIUS, type LabelledPoint } from '../Points.ts';
import { HARD } from '../start.ts';

const SIDE = 3;
/** Points keep this distance from the lines of the board. */
const GAP = 0.15;

export const checkerboard = planeSet({
  name: 'checkerboard',
  label: 'Checkers',
  about: 'A board of 16 squares. Many regions need many units.',
  noise: 'labels',
  start: HARD,
  generate: (count, noise, random) => {
    const square = (x: number) => Math.floor((x + PLANE_RADIUS) / SIDE);
    const coordinate = () => {
      const x = random.uniform(-PLANE_RADIUS, PLANE_RADIUS);
      const middle = (square(x) + 0.5) * SIDE - PLANE_RADIUS;
      return middle + (x - middle) * (1 - (2 * GAP) / SIDE);
    };
    return Array.from({ length: count }, (): LabelledPoint => {
      const x1 = coordinate();
      const x2 = coordinate();
      const movedX1 = x1 + SIDE * noise * random.uniform(-1, 1);
      const movedX2 = x2 + SIDE * noise * random.uniform(-1, 1);
      // The remainder of a negative number is negative in JavaScript; adding an even number keeps the colour.
      return [x1, x2, (square(movedX1) + square(movedX2) + 8) % 2];
    });
  },
});
