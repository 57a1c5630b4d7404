import { expect, it } from 'vitest';
import { planeAcross, planeDown } from '#datasets/Points.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { prepareData } from './prepareData.ts';
import { POOL_GRID_SIDE, samplePool } from './samplePool.ts';

it('the pool of a plane has each cell of the grid once, in another order for another seed', () => {
  const experiment = defaultExperiment('circle');
  const pool = samplePool(experiment, prepareData(experiment, null));
  const cells = new Set<number>();
  for (let i = 0; i < pool.rawRows.length; i += 2) {
    const column = Math.floor(planeAcross(pool.rawRows[i]!) * POOL_GRID_SIDE);
    const row = Math.floor(planeDown(pool.rawRows[i + 1]!) * POOL_GRID_SIDE);
    cells.add(row * POOL_GRID_SIDE + column);
  }
  expect(cells.size).toBe(POOL_GRID_SIDE ** 2);
  expect(Math.max(...cells)).toBe(POOL_GRID_SIDE ** 2 - 1);
  expect(pool.rows).toHaveLength(POOL_GRID_SIDE ** 2 * pool.inputs);

  const seeded = { ...experiment, data: { ...experiment.data, seed: experiment.data.seed + 1 } };
  expect(samplePool(seeded, prepareData(seeded, null)).rawRows).not.toEqual(pool.rawRows);
});

it('the first 4, 16 … 1,024 requests of a plane have one point in each block of as many', () => {
  const experiment = defaultExperiment('spiral');
  const { rawRows } = samplePool(experiment, prepareData(experiment, null));
  for (let blocks = 2; blocks <= 32; blocks *= 2) {
    const seen = new Set<number>();
    for (let i = 0; i < blocks * blocks; i++) {
      const column = Math.floor(planeAcross(rawRows[2 * i]!) * blocks);
      seen.add(Math.floor(planeDown(rawRows[2 * i + 1]!) * blocks) * blocks + column);
    }
    expect(seen.size).toBe(blocks * blocks);
  }
});

it('the pool of a table is the test part, with its classes', () => {
  const experiment = defaultExperiment('iris');
  const data = prepareData(experiment, null);
  const pool = samplePool(experiment, data);
  expect(pool.rows).toEqual(data.test.inputs);
  expect(pool.labels).toEqual(data.test.labels);
  expect(pool).toMatchObject({ inputs: 4, outputs: 3, rawWidth: 4 });
});
