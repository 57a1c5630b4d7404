import { expect, test } from 'vitest';
import type { ColumnFacts, TableLook } from '#experiment/tableReading.ts';
import { holdsText } from './tableOutcome.ts';

const FACTS: ColumnFacts = {
  name: 'a',
  guess: 'number',
  isFewWholes: false,
  missing: 0,
  present: 9,
  numbers: 9,
  min: -1.25,
  max: 4,
  bars: [],
  words: [],
  different: 9,
};

const held = (facts: Partial<ColumnFacts>, use: 'number' | 'category', target = 1): string => {
  const columns = [{ ...FACTS, ...facts }, FACTS];
  const look: TableLook = {
    separator: ',',
    decimal: '.',
    header: true,
    rows: 9,
    columns,
    uses: [use, 'number'],
    target,
    task: use === 'category' ? 'classes' : 'values',
    outcome: { failure: '' },
  };
  return holdsText(look, 0);
};

test('numbers: the range that the column holds', () => {
  expect(held({}, 'number')).toBe('−1.25 to 4');
  expect(held({ min: 4 }, 'number')).toBe('always 4');
  expect(held({ min: Number.NaN, max: Number.NaN }, 'number')).toBe('nothing');
});

test('categories: how many values, classes where it is the target; beyond what is counted no number is made up', () => {
  expect(held({ different: 256 }, 'category')).toBe('256 values');
  expect(held({ different: 257 }, 'category')).toBe('over 256 values');
  expect(held({ different: 3 }, 'category', 0)).toBe('3 classes');
  expect(held({ different: 257 }, 'category', 0)).toBe('over 256 classes');
});
