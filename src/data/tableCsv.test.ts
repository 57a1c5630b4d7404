import { expect, test } from 'vitest';
import { packLevel } from '#experiment/tableData.ts';
import { tableCsv } from './tableCsv.ts';

test('a table as text, cell by cell, and how it is to be read', () => {
  const table = {
    name: 'some.csv',
    columns: [
      { name: 'a "b"', min: -1.5, step: 0.1 },
      { name: 'kind', values: ['=x', 'y, z'] },
    ],
    target: { name: 'class', values: ['0', '1'] },
    content: [0, 1, 0, 20, 0, 1].map(packLevel).join(''),
  };
  const { source, options } = tableCsv(table);
  expect(source).toBe('"a ""b""",kind,class\n-1.5,"y, z",0\n0.5,=x,1\n');
  expect(options).toEqual({
    name: 'some.csv',
    separator: ',',
    decimal: '.',
    header: true,
    target: 'class',
    task: 'classes',
    columns: { 'a "b"': 'number', kind: 'category', class: 'category' },
  });
});
