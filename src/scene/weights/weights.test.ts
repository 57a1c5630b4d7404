import { expect, test } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { movedBy, pasteWeights, readWeight } from './pasteWeights.ts';
import { nextSorting, sortedRows, tableText, weightTable, weightText } from './weightTable.ts';

const shape: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
};
const names = { shape, inputNames: ['x1', 'x2'], outputNames: [] };
const table = weightTable(names, 0);
/** Kernel [2][3], bias [3], kernel [3][1], bias [1]. */
const parameters = Float32Array.from([5, -2, 3, 1, 4, Number.NaN, 7, 8, 9, 0.5, -0.5, 0.25, 6]);
const ownOrder = [0, 1, 2];

test('rows are the bias and what weights come from, columns the units', () => {
  expect([table.rows, table.columns]).toEqual([3, 3]);
  expect(ownOrder.map((row) => table.rowName(row))).toEqual(['Bias', 'x1', 'x2']);
  expect(parameters[table.index(0, 1)]).toBe(8);
  expect(parameters[table.index(2, 1)]).toBe(4);
  expect(table.cellName(2, 1)).toBe('From x2 to Hidden 1 unit 2');
  const output = weightTable(names, 1);
  expect([output.columnName(0), output.rowName(3)]).toEqual(['Output', 'Hidden 1 unit 3']);
  expect(parameters[output.index(0, 0)]).toBe(6);
  expect([-1.5, 0, -0.00001234].map(weightText)).toEqual(['−1.5000', '0.0000', '−1.23e−5']);
});

test('rows are sorted by a column, the bias stays on top and NaN comes last', () => {
  expect(sortedRows(table, parameters, null)).toEqual(ownOrder);
  expect(sortedRows(table, parameters, { column: 0, descending: false })).toEqual([0, 2, 1]);
  expect(sortedRows(table, parameters, { column: 1, descending: true })).toEqual([0, 2, 1]);
  expect(sortedRows(table, parameters, { column: 2, descending: true })).toEqual([0, 1, 2]);
  const first = nextSorting(null, 1);
  const second = nextSorting(first, 1);
  expect([first?.descending, second?.descending, nextSorting(second, 1)]).toEqual([false, true, null]);
});

test('a pasted block becomes edits at the chosen cell, in the order on the screen', () => {
  expect(pasteWeights(table, [0, 2, 1], { place: 1, column: 1 }, '0,5\t−1\r\n2\t1e-3\r\n')).toEqual({
    edits: [
      { from: 1, to: 1, value: 0.5 },
      { from: 1, to: 2, value: -1 },
      { from: 0, to: 1, value: 2 },
      { from: 0, to: 2, value: 0.001 },
    ],
  });
});

test('what is no number, empty, too large or does not fit is refused as a whole, with its cell', () => {
  const problem = (text: string, place = 0, column = 0): string => {
    const outcome = pasteWeights(table, ownOrder, { place, column }, text);
    return 'problem' in outcome ? outcome.problem : 'taken';
  };
  expect(problem('1\t2\n3\tabc')).toContain('From x1 to Hidden 1 unit 2: “abc” was not taken.');
  expect(problem('1\t2\n3')).toContain('The cell is empty.');
  expect(problem('1\t20000')).toContain('up to 10,000');
  expect(problem('1\n2\n3', 1)).toContain('3 × 1 numbers do not fit');
  expect(problem('1\t2', 0, 2)).toContain('Bias of Hidden 1 unit 3');
  expect(readWeight('1,234')).toHaveProperty('problem');
});

test('the copied table has its names, and can be pasted back wherever the cursor is', () => {
  const whole = parameters.map((value) => (Number.isNaN(value) ? -0.125 : value));
  const order = [0, 2, 1];
  const text = tableText(table, whole, order);
  expect(text.split('\n')).toEqual([
    'From\tUnit 1\tUnit 2\tUnit 3',
    'Bias\t7\t8\t9',
    'x2\t1\t4\t-0.125',
    'x1\t5\t-2\t3',
  ]);
  const outcome = pasteWeights(table, order, { place: 2, column: 2 }, text);
  expect('edits' in outcome && outcome.edits.length).toBe(9);
  expect('edits' in outcome && outcome.edits[5]).toEqual({ from: 1, to: 2, value: -0.125 });
});

test('keys move between cells and stop at the edges', () => {
  const sizes = { rows: 100, columns: 3, pageRows: 10 };
  const from = { place: 5, column: 1 };
  expect(movedBy('ArrowDown', from, sizes, false)).toEqual({ place: 6, column: 1 });
  expect(movedBy('ArrowDown', from, sizes, true)).toEqual({ place: 99, column: 1 });
  expect(movedBy('ArrowLeft', { place: 0, column: 0 }, sizes, false)).toEqual({ place: 0, column: 0 });
  expect(movedBy('PageUp', from, sizes, false)).toEqual({ place: 0, column: 1 });
  expect(movedBy('End', from, sizes, true)).toEqual({ place: 99, column: 2 });
  expect(movedBy('x', from, sizes, false)).toBeNull();
});
