/** What a generator of the plane gives, and the square that all its points lie in. */
import type { Random } from '#nn/Random.ts';

/** Points lie in [−6, 6]², the part of the plane that the maps show. */
export const PLANE_RADIUS = 6;

/** Where x1 lies in a picture of the plane: 0 is the left edge, 1 the right one. */
export const planeAcross = (x1: number): number => (x1 + PLANE_RADIUS) / (2 * PLANE_RADIUS);

/** Where x2 lies in a picture of the plane: 0 is the upper edge, 1 the lower one. */
export const planeDown = (x2: number): number => (PLANE_RADIUS - x2) / (2 * PLANE_RADIUS);

/** One point with its label: a class index, or for regression the value. */
export type LabelledPoint = readonly [x1: number, x2: number, label: number];

/** Makes `count` points. `noise` is 0 for none; what it does to a set is said at its generator. */
export type PointGenerator = (count: number, noise: number, random: Random) => LabelledPoint[];

/** Draws until the point lies in the square: a far outlier could not be seen, but would still be trained on. */
export function insidePlane(draw: () => readonly [number, number]): readonly [number, number] {
  for (;;) {
    const point = draw();
    if (Math.abs(point[0]) <= PLANE_RADIUS && Math.abs(point[1]) <= PLANE_RADIUS) return point;
  }
}
