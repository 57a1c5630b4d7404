/**
 * TensorFlow Playground's spiral: two arms of 1¾ turns out to radius 5, half a turn apart. Noise moves each coordinate by up
 * to ±noise.
 */
import { cos, sin } from '#nn/steadyMath.ts';
import { planeSet } from '../planeSet.ts';
import type { LabelledPoint } from '../Points.ts';
import { HARD } from '../start.ts';

const RADIUS = 5;
const TURNS = 1.75;

export const spiral = planeSet({
  name: 'spiral',
  label: 'Spiral',
  about:
    'Two arms, wound around each other. No straight line can separate them: the network has to bend the plane.',
  noise: 'points',
  start: { ...HARD, seed: 27 },
  generate: (count, noise, random) => {
    const arm = (armCount: number, startAngle: number, label: number) =>
      Array.from({ length: armCount }, (_, i): LabelledPoint => {
        const along = i / armCount;
        const angle = TURNS * along * 2 * Math.PI + startAngle;
        const x1 = RADIUS * along * sin(angle) + noise * random.uniform(-1, 1);
        const x2 = RADIUS * along * cos(angle) + noise * random.uniform(-1, 1);
        return [x1, x2, label];
      });
    return [...arm(Math.ceil(count / 2), 0, 1), ...arm(Math.floor(count / 2), Math.PI, 0)];
  },
});
