/**
 * The four classification sets that TensorFlow Playground made famous, with its distributions and ranges. Class 1 is
 * its +1, class 0 its −1. Except for the spiral, noise does not move a point: it judges the point by where it would be
 * if moved, so that near the border some labels are wrong, as in data that people have labelled.
 */
import { insidePlane, type LabelledPoint, type PointGenerator } from './Points.ts';
import { cos, sin } from './steadyMath.ts';

const RADIUS = 5;

/** Half the points within half the radius (class 1), half in a ring from 0.7 of it (class 0); noise ±5 per axis. */
export const circle: PointGenerator = (count, noise, random) =>
  Array.from({ length: count }, (_, i): LabelledPoint => {
    const inner = i < count / 2;
    const r = inner ? random.uniform(0, RADIUS * 0.5) : random.uniform(RADIUS * 0.7, RADIUS);
    const angle = random.uniform(0, 2 * Math.PI);
    const x1 = r * sin(angle);
    const x2 = r * cos(angle);
    const judgedX1 = x1 + noise * random.uniform(-RADIUS, RADIUS);
    const judgedX2 = x2 + noise * random.uniform(-RADIUS, RADIUS);
    return [x1, x2, Math.sqrt(judgedX1 ** 2 + judgedX2 ** 2) < RADIUS * 0.5 ? 1 : 0];
  });

/** Uniform in the square of ±5, moved 0.3 away from both axes; class 1 where x1 and x2 have the same sign. */
export const xor: PointGenerator = (count, noise, random) => {
  const coordinate = () => {
    const x = random.uniform(-RADIUS, RADIUS);
    return x + (x > 0 ? 0.3 : -0.3);
  };
  return Array.from({ length: count }, (): LabelledPoint => {
    const x1 = coordinate();
    const x2 = coordinate();
    const judgedX1 = x1 + noise * random.uniform(-RADIUS, RADIUS);
    const judgedX2 = x2 + noise * random.uniform(-RADIUS, RADIUS);
    return [x1, x2, judgedX1 * judgedX2 >= 0 ? 1 : 0];
  });
};

/** Normal clouds round (2, 2), class 1, and (−2, −2), class 0. Their variance is 0.5 without noise and 4 at 0.5. */
export const gaussians: PointGenerator = (count, noise, random) => {
  const variance = cloudVariance(noise);
  return Array.from({ length: count }, (_, i): LabelledPoint => {
    const label = i < count / 2 ? 1 : 0;
    const centre = label === 1 ? 2 : -2;
    const [x1, x2] = insidePlane(() => [random.normal(centre, variance), random.normal(centre, variance)]);
    return [x1, x2, label];
  });
};

/** Two arms of 1¾ turns out to radius 5, half a turn apart; noise moves each coordinate by up to ±noise. */
export const spiral: PointGenerator = (count, noise, random) => {
  const arm = (armCount: number, turned: number, label: number) =>
    Array.from({ length: armCount }, (_, i): LabelledPoint => {
      const along = i / armCount;
      const angle = 1.75 * along * 2 * Math.PI + turned;
      const x1 = RADIUS * along * sin(angle) + noise * random.uniform(-1, 1);
      const x2 = RADIUS * along * cos(angle) + noise * random.uniform(-1, 1);
      return [x1, x2, label];
    });
  return [...arm(Math.ceil(count / 2), 0, 1), ...arm(Math.floor(count / 2), Math.PI, 0)];
};

/** 0.5 without noise, rising in a straight line to 4 at noise 0.5. */
export function cloudVariance(noise: number): number {
  return 0.5 + (noise / 0.5) * 3.5;
}
