/**
 * The rows that requests send. For a plane: the cells of a 64 × 64 grid in stratified random order, so that the first 256
 * requests cover the whole map evenly, and so do the first 1,024. For tables and images: the rows of the test split.
 */
import { PLANE_RADIUS } from '#datasets/Points.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { createRandom, STREAMS, type Random } from '#nn/Random.ts';
import type { PreparedData } from './PreparedData.ts';

/** Cells per side of the grid, and of the map of responses. */
export const POOL_GRID_SIDE = 64;
/** More digits than a screen of tiles shows would only cost memory. */
const MOST_ROWS = 4_096;

/** Rows of equal width, in the order in which requests use them. */
export interface SamplePool {
  /** [count, inputs]: network inputs. */
  readonly rows: Float32Array;
  readonly inputs: number;
  /** Width of a prediction. */
  readonly outputs: number;
  /** [count, rawWidth]: for drawing: points, table columns, pixels. */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** [count]: class index, −1 where there is none. */
  readonly labels: Float32Array;
}

/** The part of a pool that a load sends. */
export type RequestRows = Pick<SamplePool, 'rows' | 'inputs' | 'outputs'>;

/** @param data the prepared samples of `experiment` */
export function samplePool(experiment: Experiment, data: PreparedData): SamplePool {
  const widths = { inputs: data.inputWidth, outputs: data.outputUnits };
  if (factsOf(experiment.data).kind === 'plane') {
    const rawRows = stratifiedGrid(experiment.data.seed);
    const labels = new Float32Array(rawRows.length / 2).fill(-1);
    return { ...widths, rows: data.toInputs(rawRows), rawRows, rawWidth: 2, labels };
  }
  const { test } = data;
  const count = Math.min(test.count, MOST_ROWS);
  const rawWidth = test.raw.length / test.count;
  return {
    ...widths,
    rows: test.inputs.slice(0, count * data.inputWidth),
    rawRows: test.raw.slice(0, count * rawWidth),
    rawWidth,
    labels: data.classes.length > 0 ? test.labels.slice(0, count) : new Float32Array(count).fill(-1),
  };
}

/** Centres of the cells of a grid over the plane in seeded stratified order, [side², 2]. */
function stratifiedGrid(seed: number): Float32Array {
  const order = stratifiedOrder(POOL_GRID_SIDE, createRandom(seed, STREAMS.order));
  const points = new Float32Array(order.length * 2);
  const side = (2 * PLANE_RADIUS) / POOL_GRID_SIDE;
  order.forEach((cell, i) => {
    points[2 * i] = -PLANE_RADIUS + ((cell % POOL_GRID_SIDE) + 0.5) * side;
    points[2 * i + 1] = PLANE_RADIUS - (Math.floor(cell / POOL_GRID_SIDE) + 0.5) * side;
  });
  return points;
}

/**
 * All cells of a square grid in an order of which the first 1, 4, 16, 64 … have one cell in each block of the grid cut into as
 * many (stratified or jittered sampling, each level a refinement of the one before).
 *
 * @param side cells per side, a power of two
 */
function stratifiedOrder(side: number, random: Random): number[] {
  const order: number[] = [];
  for (let blocks = 1; blocks <= side; blocks *= 2) {
    const size = side / blocks;
    const blockOf = (cell: number): number =>
      Math.floor(cell / side / size) * blocks + Math.floor((cell % side) / size);
    const taken = new Set(order.map(blockOf));
    const within = (): number => Math.floor(random.uniform(0, size));
    const added: number[] = [];
    for (const block of random.order(blocks * blocks)) {
      if (taken.has(block)) continue;
      const [row, column] = [Math.floor(block / blocks), block % blocks];
      added.push((row * size + within()) * side + column * size + within());
    }
    order.push(...added);
  }
  return order;
}
