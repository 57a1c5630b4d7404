/** Generates labelled points of the plane from seed and settings; also for the thumbnails in the menu of data sets. */
import type { PlaneSet } from '#datasets/DataSet.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';

export interface Samples {
  readonly count: number;
  /** [count, rawWidth] */
  readonly raw: Float32Array;
  /** [count]: class index, or the value. */
  readonly labels: Float32Array;
}

/** Points in the order of their generator, for some sets class by class: shuffle before splitting. */
export function generatePoints(
  { generate }: Pick<PlaneSet, 'generate'>,
  count: number,
  noise: number,
  seed: number,
): Samples {
  const points = generate(count, noise, createRandom(seed, STREAMS.points));
  return {
    count,
    raw: Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2])),
    labels: Float32Array.from(points, ([, , label]) => label),
  };
}
