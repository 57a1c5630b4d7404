/**
 * Further classification sets of the plane: two and three classes that are each hard in a way of their own.
 * In moons and rings noise moves the points themselves; the checkerboard judges like xor; the blobs widen.
 */
import { cloudVariance } from './classicPlanes.ts';
import { insidePlane, PLANE_RADIUS, type LabelledPoint, type PointGenerator } from './Points.ts';
import { cos, sin } from './steadyMath.ts';

const MOON_RADIUS = 3;

/** Two half circles of radius 3, each reaching into the other; noise moves a point by up to ±3·noise per axis. */
export const moons: PointGenerator = (count, noise, random) =>
  Array.from({ length: count }, (_, i): LabelledPoint => {
    const label = i < count / 2 ? 1 : 0;
    const angle = random.uniform(0, Math.PI);
    const side = label === 1 ? 1 : -1;
    const [x1, x2] = insidePlane(() => [
      side * MOON_RADIUS * (cos(angle) - 0.5) + MOON_RADIUS * noise * random.uniform(-1, 1),
      side * MOON_RADIUS * (sin(angle) - 0.25) + MOON_RADIUS * noise * random.uniform(-1, 1),
    ]);
    return [x1, x2, label];
  });

/** Inner and outer radius of each ring; the middle one is class 1 and has half the points. */
export const RINGS = [
  { from: 0.6, to: 1.4, label: 0 },
  { from: 2.5, to: 3.3, label: 1 },
  { from: 4.4, to: 5.2, label: 0 },
] as const;

/** Three rings; noise moves a point by up to ±5·noise per axis. */
export const rings: PointGenerator = (count, noise, random) =>
  Array.from({ length: count }, (_, i): LabelledPoint => {
    const ring = i % 2 === 0 ? RINGS[1] : i % 4 === 1 ? RINGS[2] : RINGS[0];
    const r = random.uniform(ring.from, ring.to);
    const angle = random.uniform(0, 2 * Math.PI);
    const [x1, x2] = insidePlane(() => [
      r * sin(angle) + 5 * noise * random.uniform(-1, 1),
      r * cos(angle) + 5 * noise * random.uniform(-1, 1),
    ]);
    return [x1, x2, ring.label];
  });

export const CHECKER_SIDE = 3;
/** Points keep this distance from the lines of the board. */
export const CHECKER_GAP = 0.15;

/** Sixteen squares of side 3; noise judges a point by where it would be, moved by up to ±3·noise per axis. */
export const checkerboard: PointGenerator = (count, noise, random) => {
  const square = (x: number) => Math.floor((x + PLANE_RADIUS) / CHECKER_SIDE);
  const coordinate = () => {
    const x = random.uniform(-PLANE_RADIUS, PLANE_RADIUS);
    const middle = (square(x) + 0.5) * CHECKER_SIDE - PLANE_RADIUS;
    return middle + (x - middle) * (1 - (2 * CHECKER_GAP) / CHECKER_SIDE);
  };
  return Array.from({ length: count }, (): LabelledPoint => {
    const x1 = coordinate();
    const x2 = coordinate();
    const judgedX1 = x1 + CHECKER_SIDE * noise * random.uniform(-1, 1);
    const judgedX2 = x2 + CHECKER_SIDE * noise * random.uniform(-1, 1);
    // The remainder of a negative number is negative in JavaScript; adding an even number keeps the colour.
    return [x1, x2, (square(judgedX1) + square(judgedX2) + 8) % 2];
  });
};

/** Normal clouds, one class each; their variance grows with noise as that of the two Gaussians does. */
function clouds(centres: readonly (readonly [number, number])[]): PointGenerator {
  return (count, noise, random) =>
    Array.from({ length: count }, (_, i): LabelledPoint => {
      const label = i % centres.length;
      const [c1, c2] = centres[label] as readonly [number, number];
      const variance = cloudVariance(noise);
      const [x1, x2] = insidePlane(() => [random.normal(c1, variance), random.normal(c2, variance)]);
      return [x1, x2, label];
    });
}

export const blobs3 = clouds([
  [0, 3],
  [-3, -2],
  [3, -2],
]);
export const blobs = clouds([
  [-3, 3],
  [3, 3],
  [-3, -3],
  [3, -3],
]);
