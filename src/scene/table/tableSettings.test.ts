import { expect, test } from 'vitest';
import type { TableLook, TableOptions } from '#experiment/tableReading.ts';
import { expectedLook, firstOptions, roleOf, typeOf, withForm, withRole, withType } from './tableSettings.ts';

const column = (name: string, guess: 'number' | 'category' | 'ignore') => ({
  name,
  guess,
  isFewWholes: false,
  missing: 0,
  present: 10,
  numbers: guess === 'number' ? 10 : 0,
  min: 0,
  max: 1,
  bars: [],
  words: [],
  different: 3,
});
const LOOK: TableLook = {
  separator: ',',
  decimal: '.',
  header: true,
  rows: 10,
  columns: [
    column('species', 'category'),
    column('id', 'ignore'),
    column('bill', 'number'),
    column('year', 'number'),
  ],
  uses: ['category', 'ignore', 'number', 'number'],
  target: 3,
  task: 'values',
  outcome: { failure: '' },
};

test('a column that is called like a target is the target', () => {
  expect(firstOptions({}, LOOK)).toEqual({ target: 'species' });
  expect(firstOptions({ target: 'bill' }, LOOK)).toEqual({ target: 'bill' });
});

test('roles and types, as shown', () => {
  expect([0, 1, 2, 3].map((c) => roleOf(LOOK, c))).toEqual(['input', 'ignore', 'input', 'target']);
  expect([0, 1, 2, 3].map((c) => typeOf(LOOK, c))).toEqual(['category', 'category', 'number', 'number']);
});

test('another target: the old one becomes an input, and whether classes or values is found anew', () => {
  expect(withRole({ task: 'values' }, LOOK, 0, 'target')).toEqual({
    target: 'species',
    columns: { species: 'category', year: 'number' },
  });
});

test('a target that is left out, or becomes an input, hands over to the last column in use', () => {
  expect(withRole({}, LOOK, 3, 'ignore')).toEqual({ target: 'bill', columns: { year: 'ignore' } });
  expect(withRole({}, LOOK, 3, 'input')).toEqual({ target: 'bill', columns: { year: 'number' } });
  expect(withRole({}, LOOK, 1, 'input')).toEqual({ columns: { id: 'category' } });
  expect(withRole({}, LOOK, 2, 'input')).toEqual({});
});

test('the type of the target says whether classes or values are predicted', () => {
  expect(withType({}, LOOK, 3, 'category')).toEqual({ columns: { year: 'category' }, task: 'classes' });
  expect(withType({}, LOOK, 3, 'number')).toEqual({ columns: { year: 'number' }, task: 'values' });
  expect(withType({}, LOOK, 2, 'category')).toEqual({ columns: { bill: 'category' } });
});

test('another separator forgets what was said of columns, another decimal mark does not', () => {
  const options: TableOptions = { target: 'a', task: 'values', columns: { b: 'ignore' }, missing: 'mean' };
  expect(withForm(options, { separator: ';' })).toEqual({ missing: 'mean', separator: ';' });
  expect(withForm(options, { decimal: ',' })).toEqual({ ...options, decimal: ',' });
});

test('a second choice starts from the first, also while the table is still looked at', () => {
  // Species becomes the target; before that is known, its type is changed, then year is left out.
  const first = withRole({}, LOOK, 0, 'target');
  const second = withType(first, expectedLook(LOOK, first), 0, 'number');
  const look = expectedLook(LOOK, second);
  expect(look).toMatchObject({ target: 0, task: 'values', uses: ['number', 'ignore', 'number', 'number'] });
  expect(withRole(second, look, 3, 'ignore')).toEqual({
    target: 'species',
    task: 'values',
    columns: { species: 'number', year: 'ignore' },
  });
  expect(expectedLook(LOOK, first).task).toBe('classes');
  expect(expectedLook(LOOK, { separator: ';', header: false })).toMatchObject({
    separator: ';',
    header: false,
  });
});
