/** Two half circles of radius 3, each reaching into the other; noise moves a point by up to ±3·noise per axis. */
import { cos, sin } from '#nn/steadyMath.ts';
import { planeSet } from '../planeSet.ts';
import { insidePlane, type LabelledPoint } from '../Points.ts';
import { EASY } from '../start.ts';

const RADIUS = 3;

export const moons = planeSet({
  name: 'moons',
  label: 'Moons',
  about: 'Two half circles that reach into each other.',
  noise: 'points',
  start: EASY,
  generate: (count, noise, random) =>
    Array.from({ length: count }, (_, i): LabelledPoint => {
      const label = i < count / 2 ? 1 : 0;
      const angle = random.uniform(0, Math.PI);
      const side = label === 1 ? 1 : -1;
      const [x1, x2] = insidePlane(() => [
        side * RADIUS * (cos(angle) - 0.5) + RADIUS * noise * random.uniform(-1, 1),
        side * RADIUS * (sin(angle) - 0.25) + RADIUS * noise * random.uniform(-1, 1),
      ]);
      return [x1, x2, label];
    }),
});
