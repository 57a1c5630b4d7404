/**
 * Regression over a surface: points uniform over [−6, 6]², each with the height of the surface. Noise takes the height at a
 * point up to ±6·noise away per axis. Heights are about −1 to 1.
 */
import { PLANE_RADIUS, type LabelledPoint, type PointGenerator } from './Points.ts';

export type Surface = (x1: number, x2: number) => number;

export function surface(height: Surface): PointGenerator {
  return (count, noise, random) => {
    const coordinate = () => random.uniform(-PLANE_RADIUS, PLANE_RADIUS);
    return Array.from({ length: count }, (): LabelledPoint => {
      const x1 = coordinate();
      const x2 = coordinate();
      return [x1, x2, height(x1 + noise * coordinate(), x2 + noise * coordinate())];
    });
  };
}
