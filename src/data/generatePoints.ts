/** Seed and settings in, labelled points of the plane out: also for the pictures that the menu of data sets shows. */
import type { DataSetName } from '../spec/dataSets.ts';
import { circle, gaussians, spiral, xor } from './classicPlanes.ts';
import { blobs, blobs3, checkerboard, moons, rings } from './morePlanes.ts';
import type { PointGenerator } from './Points.ts';
import { createRandom, STREAMS } from './Random.ts';
import { multiGaussian, plane, ripple } from './surfaces.ts';

export type PlaneName = Exclude<DataSetName, 'iris' | 'penguins' | 'mnist'>;

const GENERATORS: Readonly<Record<PlaneName, PointGenerator>> = {
  circle,
  xor,
  gaussians,
  spiral,
  moons,
  rings,
  checkerboard,
  blobs3,
  blobs,
  plane,
  'multi-gaussian': multiGaussian,
  ripple,
};

export interface Samples {
  readonly count: number;
  /** [count, rawWidth] */
  readonly raw: Float32Array;
  /** [count]: class index, or the value. */
  readonly labels: Float32Array;
}

export function isPlane(set: DataSetName): set is PlaneName {
  return Object.hasOwn(GENERATORS, set);
}

/** Points in the order of their generator, class by class for some sets: shuffle before you split. */
export function generatePoints(set: PlaneName, count: number, noise: number, seed: number): Samples {
  const points = GENERATORS[set](count, noise, createRandom(seed, STREAMS.points));
  return {
    count,
    raw: Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2])),
    labels: Float32Array.from(points, ([, , label]) => label),
  };
}
