import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { CellResult } from '#state/trainingSweepStore.ts';
import { sweepCells } from '#sweep/sweepCells.ts';
import { bestOf, rowsOf, runsCsv, sortRows, sweepJson } from './runRows.ts';

const PATHS = ['training.batchSize', 'network.initializer'];
const over = [
  { path: 'training.batchSize', values: [1, 2] },
  { path: 'network.initializer', values: ['zeros', 'heNormal'] },
];
const cells = sweepCells(defaultExperiment('xor'), { over, method: 'grid', seed: 1, starts: 1 });
const result = (testLoss: number | null, status: CellResult['status'] = 'done'): CellResult => ({
  status,
  points: testLoss === null ? [] : [{ epoch: 9, step: 90, trainLoss: 0.5, testLoss, testAccuracy: 0.75 }],
  checkpoint: null,
  seconds: 0.25,
  map: null,
  confusion: null,
});
const results = [result(0.3), result(0.1), result(NaN, 'diverged'), result(null, 'waiting')];
const rows = rowsOf(cells, results);
const ids = (by: string, descends = false): number[] => sortRows(rows, { by, descends }).map(({ id }) => id);

test('rows are sorted by any column, and what has no number comes last', () => {
  expect(ids('testLoss')).toEqual([1, 0, 2, 3]);
  expect(ids('testLoss', true)).toEqual([0, 1, 2, 3]);
  expect(ids('training.batchSize', true)).toEqual([2, 3, 0, 1]);
  expect(ids('network.initializer')).toEqual([1, 3, 0, 2]);
  expect(bestOf(results)).toBe(1);
  expect(bestOf([])).toBeNull();
});

test('the CSV is read back by a reader of CSV, and the JSON has every point', () => {
  const { data } = Papa.parse<Record<string, string>>(runsCsv(rows, PATHS), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data).toHaveLength(4);
  expect(data[1]).toMatchObject({
    run: '2',
    'training.batchSize': '1',
    'network.initializer': 'heNormal',
    testLoss: '0.1',
    trainAccuracy: '',
    testAccuracy: '0.75',
    ended: 'done',
    seconds: '0.25',
  });
  const read = JSON.parse(sweepJson({}, {}, rows)) as { runs: { history: unknown[] }[] };
  expect(read.runs.map(({ history }) => history.length)).toEqual([1, 1, 1, 0]);
});
