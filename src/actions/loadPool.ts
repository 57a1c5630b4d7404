/**
 * What a load asks the network: real samples. On the plane a seeded, shuffled 64 × 64 grid, so that the answers fill
 * the map in point by point; for tables and images the rows of the test part. Data in, raw rows and network inputs out.
 */
import type { PreparedData } from '../data/PreparedData.ts';
import { createRandom, STREAMS } from '../data/Random.ts';
import { DATA_SETS } from '../spec/dataSets.ts';
import type { Experiment } from '../spec/experiment.ts';

const GRID_SIDE = 64;
/** Half the side of the plane. */
const PLANE = 6;
/** More digits than a screen of tiles shows would only cost memory. */
const MOST_ROWS = 4_096;

export interface SamplePool {
  /** [count, inputs] */
  readonly rows: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  /** [count, rawWidth] */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** [count]: class index, −1 where there is none. */
  readonly labels: Float32Array;
  readonly outputUnits: number;
}

export function loadPool(experiment: Experiment, data: PreparedData): SamplePool {
  const widths = { inputs: data.inputWidth, outputs: data.outputUnits, outputUnits: data.outputUnits };
  if (DATA_SETS[experiment.data.set].kind === 'plane') {
    const rawRows = shuffledGrid(experiment.data.seed);
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

/** Centres of the cells of a grid over the plane in seeded random order, [side², 2]. */
function shuffledGrid(seed: number): Float32Array {
  const order = createRandom(seed, STREAMS.order).order(GRID_SIDE * GRID_SIDE);
  const points = new Float32Array(order.length * 2);
  const cell = (2 * PLANE) / GRID_SIDE;
  order.forEach((place, i) => {
    points[2 * i] = -PLANE + ((place % GRID_SIDE) + 0.5) * cell;
    points[2 * i + 1] = PLANE - (Math.floor(place / GRID_SIDE) + 0.5) * cell;
  });
  return points;
}
