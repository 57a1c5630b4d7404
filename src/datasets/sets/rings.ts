/** Three rings, one inside the other; noise moves a point by up to ±5·noise per axis. */
import { cos, sin } from '#nn/steadyMath.ts';
import { planeSet } from '../planeSet.ts';
import { insidePlane, type LabelledPoint } from '../Points.ts';
import { HARD } from '../start.ts';

/** Inner and outer radius of each ring; the middle one is class 1 and has half the points. */
export const RINGS = [
  { from: 0.6, to: 1.4, label: 0 },
  { from: 2.5, to: 3.3, label: 1 },
  { from: 4.4, to: 5.2, label: 0 },
] as const;

export const rings = planeSet({
  name: 'rings',
  label: 'Rings',
  about: 'Three rings, one inside the other; the middle one is of the other class.',
  noise: 'points',
  start: HARD,
  generate: (count, noise, random) =>
    Array.from({ length: count }, (_, i): LabelledPoint => {
      const ring = i % 2 === 0 ? RINGS[1] : i % 4 === 1 ? RINGS[2] : RINGS[0];
      const r = random.uniform(ring.from, ring.to);
      const angle = random.uniform(0, 2 * Math.PI);
      const [x1, x2] = insidePlane(() => [
        r * sin(angle) + 5 * noise * random.uniform(-1, 1),
        r * cos(angle) + 5 * noise * random.uniform(-1, 1),
      ]);
      return [x1, x2, ring.label];
    }),
});
