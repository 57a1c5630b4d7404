/** Normal clouds of points, one class each. */
import { insidePlane, type LabelledPoint, type PointGenerator } from './Points.ts';

/** 0.5 without noise, rising in a straight line to 4 at noise 0.5. */
export function cloudVariance(noise: number): number {
  return 0.5 + (noise / 0.5) * 3.5;
}

/** Clouds round these centres, points taken from each in turn; their variance grows with noise. */
export function clouds(centres: readonly (readonly [number, number])[]): PointGenerator {
  return (count, noise, random) =>
    Array.from({ length: count }, (_, i): LabelledPoint => {
      const label = i % centres.length;
      const [c1, c2] = centres[label] as readonly [number, number];
      const variance = cloudVariance(noise);
      const [x1, x2] = insidePlane(() => [random.normal(c1, variance), random.normal(c2, variance)]);
      return [x1, x2, label];
    });
}
