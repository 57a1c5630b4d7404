/** A table that is read, goes out as CSV, and comes back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { samplesCsv } from '#data/samplesCsv.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { switchData } from '#experiment/withDataSet.ts';
import { readTable } from './readTable.ts';

const experimentOf = (text: string, options?: TableOptions) => {
  const { table, report } = readTable(text, options);
  const experiment = switchData(defaultExperiment(), defaultExperiment('table', { table }).data);
  return { experiment, report, prepared: prepareData(experiment, null) };
};

test('the samples go out as CSV and come back; cells that a spreadsheet would run do not', () => {
  const { experiment, prepared } = experimentOf('a,b,y\n1.5,2,=cmd()\n2.5,3,"@x, ""y"""\n0.1,4,=cmd()\n');
  const csv = samplesCsv(experiment, prepared);
  expect(csv).toContain(",'=cmd(),");
  expect(csv).toContain(`,"'@x, ""y""",`);
  expect(csv).toContain('0.1,4,');
  const again = experimentOf(csv);
  expect(again.report.used).toBe(3);
  expect(again.report.columns.map(({ name, use, isTarget }) => [name, use, isTarget])).toEqual([
    ['a', 'number', false],
    ['b', 'number', false],
    ['y', 'category', true],
    ['part', 'ignore', false],
  ]);
});

test('a table of words and values goes out in its own words, names and numbers', () => {
  const { experiment, prepared } = experimentOf(
    'sex,year,weight kg\nmale,2007,1.25\nfemale,2008,80\nmale,2009,41.5\n',
  );
  const [head, ...rows] = samplesCsv(experiment, prepared).trim().split('\r\n');
  expect(head).toBe('sex,year,weight kg,part');
  expect(rows.map((row) => row.replace(/,\w+$/, '')).toSorted()).toEqual([
    'female,2008,80',
    'male,2007,1.25',
    'male,2009,41.5',
  ]);
});

test('any table of numbers and words goes out with the cells that it came in with', () => {
  const cell = fc.tuple(
    fc.constantFrom('red', 'green', 'dark blue'),
    fc.integer({ min: -2_000, max: 2_000 }).map((whole) => String(whole / 100)),
    fc.integer({ min: 0, max: 4_000 }).map((whole) => String(whole / 10)),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 3, maxLength: 30 }), (rows) => {
      fc.pre(new Set(rows.map(([, , value]) => value)).size > 1);
      const lines = rows.map((each) => each.join(','));
      const options = { columns: { hue: 'category', a: 'number', y: 'number' }, task: 'values' } as const;
      const { experiment, prepared } = experimentOf(`hue,a,y\n${lines.join('\n')}\n`, options);
      const out = samplesCsv(experiment, prepared).trim().split('\r\n').slice(1);
      expect(out.map((row) => row.replace(/,\w+$/, '')).toSorted()).toEqual(lines.toSorted());
    }),
  );
});
