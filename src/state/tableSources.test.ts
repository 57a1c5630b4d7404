import { expect, test } from 'vitest';
import type { TableSpec } from '#experiment/tableData.ts';
import { keepTableOrigin, tableOriginOf } from './tableSources.ts';

const tableOf = (name: string, ...values: string[]): TableSpec => ({
  name,
  columns: [{ name: 'a', min: 0, step: 1 }],
  target: { name: 'y', values },
  content: 'AAAAABAB',
});
const origin = (source: string) => ({ source, options: {} });

test('a table has its origin, also when it comes back as another object', () => {
  const table = tableOf('one', 'u', 'v');
  keepTableOrigin(table, origin('first'));
  expect(tableOriginOf(table)?.source).toBe('first');
  expect(tableOriginOf(structuredClone(table))?.source).toBe('first');
});

test('equal cells under other columns or classes are another table', () => {
  keepTableOrigin(tableOf('two', 'u', 'v'), origin('second'));
  expect(tableOriginOf(tableOf('two', 'u', 'w'))).toBeNull();
  expect(tableOriginOf({ ...tableOf('two', 'u', 'v'), content: 'AAAAABAA' })).toBeNull();
});

test('the newest three are kept; the same table anew has its new origin', () => {
  const tables = ['p', 'q', 'r', 's'].map((name) => tableOf(name, 'u', 'v'));
  for (const table of tables) keepTableOrigin(table, origin(table.name));
  keepTableOrigin(tables[1]!, origin('again'));
  expect(tables.map((table) => tableOriginOf(table)?.source ?? null)).toEqual([null, 'again', 'r', 's']);
});
