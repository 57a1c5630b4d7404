/**
 * Regression sets: points uniform over [−6, 6]², each with the height of a surface. Plane and hills are TensorFlow
 * Playground's. Noise takes the height at a place up to ±6·noise away per axis. Heights are about −1 to 1.
 */
import { PLANE_RADIUS, type LabelledPoint, type PointGenerator } from './Points.ts';
import { cos, exp } from './steadyMath.ts';

type Surface = (x1: number, x2: number) => number;

function over(height: Surface): PointGenerator {
  return (count, noise, random) => {
    const coordinate = () => random.uniform(-PLANE_RADIUS, PLANE_RADIUS);
    return Array.from({ length: count }, (): LabelledPoint => {
      const x1 = coordinate();
      const x2 = coordinate();
      return [x1, x2, height(x1 + noise * coordinate(), x2 + noise * coordinate())];
    });
  };
}

/** A tenth of x1 + x2: −1.2 to 1.2 in the corners, so that one linear unit fits it exactly. */
export const planeHeight: Surface = (x1, x2) => (x1 + x2) / 10;

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

/** A wave of length 4 that loses a fifth of its height with every unit of distance. */
export const rippleHeight: Surface = (x1, x2) => {
  const distance = Math.sqrt(x1 ** 2 + x2 ** 2);
  return cos((Math.PI / 2) * distance) * exp(-0.2 * distance);
};

export const plane = over(planeHeight);
export const multiGaussian = over(hillsHeight);
export const ripple = over(rippleHeight);
