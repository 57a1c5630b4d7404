/**
 * TensorFlow Playground's circle: half the points within half the radius (class 1), half in a ring from 0.7 of it (class
 * 0). Label noise: the class is that of a point up to ±5·noise away per axis, so labels are wrong near the border only.
 */
import { cos, sin } from '#nn/steadyMath.ts';
import { planeSet } from '../planeSet.ts';
import type { LabelledPoint } from '../Points.ts';
import { EASY } from '../start.ts';

const RADIUS = 5;

export const circle = planeSet({
  name: 'circle',
  label: 'Circle',
  about: 'A disc inside a ring. A straight line cannot separate them; three tanh units can.',
  noise: 'labels',
  start: EASY,
  generate: (count, noise, random) =>
    Array.from({ length: count }, (_, i): LabelledPoint => {
      const inner = i < count / 2;
      const r = inner ? random.uniform(0, RADIUS * 0.5) : random.uniform(RADIUS * 0.7, RADIUS);
      const angle = random.uniform(0, 2 * Math.PI);
      const x1 = r * sin(angle);
      const x2 = r * cos(angle);
      const movedX1 = x1 + noise * random.uniform(-RADIUS, RADIUS);
      const movedX2 = x2 + noise * random.uniform(-RADIUS, RADIUS);
      return [x1, x2, Math.sqrt(movedX1 ** 2 + movedX2 ** 2) < RADIUS * 0.5 ? 1 : 0];
    }),
});
