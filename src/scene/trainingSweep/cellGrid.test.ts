import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { readSettings } from '#sweep/readSettings.ts';
import { sweepCells } from '#sweep/sweepCells.ts';
import { cellAfter, cellGrid, columnsFor, flow, slicesOf } from './cellGrid.ts';

const experiment = defaultExperiment('xor');
const RATES = [0.1, 0.2, 0.3];
const BATCHES = [1, 2];
const over = { 'training.optimizer.learningRate': RATES, 'training.batchSize': BATCHES };

test('rows are the first field and columns the second, in each slice', () => {
  const order = readSettings({ over: { ...over, 'training.l2': [0, 0.1] }, starts: 2, until: { epochs: 1 } });
  const cells = sweepCells(experiment, order.choice);
  expect(slicesOf(order)).toBe(4);
  const seen = new Set<number>();
  for (let slice = 0; slice < 4; slice++) {
    const { rows, down, across } = cellGrid(order, cells, slice, 99);
    expect([down?.path, across?.path]).toEqual(Object.keys(over));
    for (const [row, ids] of rows.entries())
      for (const [column, id] of ids.entries()) {
        const { values } = cells[id!]!;
        expect(Object.values(values).slice(0, 2)).toEqual([RATES[row], BATCHES[column]]);
        seen.add(id!);
      }
  }
  expect(seen.size).toBe(cells.length);
});

test('one field stands across, with its starts below one another', () => {
  const order = readSettings({ over: { 'training.batchSize': BATCHES }, starts: 3, until: { epochs: 1 } });
  const cells = sweepCells(experiment, order.choice);
  const { rows, across, down } = cellGrid(order, cells, 0, 9);
  expect([across?.path, down]).toEqual(['training.batchSize', null]);
  expect(rows).toHaveLength(3);
  for (const ids of rows) expect(ids.map((id) => cells[id!]!.values['training.batchSize'])).toEqual(BATCHES);
  expect(new Set(rows.flat()).size).toBe(6);
  // Too many to stand in a row flow.
  expect(cellGrid(order, cells, 0, 1).across).toBeNull();
});

test('what was drawn flows from left to right', () => {
  const order = readSettings({ over, method: 'random', samples: 5, until: { epochs: 1 } });
  const grid = cellGrid(order, sweepCells(experiment, order.choice), 0, 3);
  expect(grid.rows).toEqual([
    [0, 1, 2],
    [3, 4, null],
  ]);
  expect(slicesOf(order)).toBe(1);
});

test('arrow keys stay within the grid', () => {
  const grid = flow([0, 1, 2, 3, 4], 3);
  expect(cellAfter('ArrowRight', 0, grid)).toBe(1);
  expect(cellAfter('ArrowDown', 1, grid)).toBe(4);
  expect(cellAfter('ArrowDown', 2, grid)).toBe(2);
  expect(cellAfter('ArrowLeft', 0, grid)).toBe(0);
  expect(cellAfter('End', 0, grid)).toBe(4);
  expect(cellAfter('Home', 4, grid)).toBe(0);
  expect(cellAfter('a', 0, grid)).toBeNull();
});

test('pictures are as large as the box allows', () => {
  const sideOf = (count: number, columns: number): number =>
    Math.min(800 / columns, 500 / Math.ceil(count / columns) - 20);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), (count) => {
      const columns = columnsFor(count, 800, 500, 20);
      expect(columns).toBeGreaterThanOrEqual(1);
      expect(columns).toBeLessThanOrEqual(count);
      for (let other = 1; other <= count; other++)
        expect(sideOf(count, columns)).toBeGreaterThanOrEqual(sideOf(count, other));
    }),
  );
});
