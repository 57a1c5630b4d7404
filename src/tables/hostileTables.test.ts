/** Each hostile file works, or says what is wrong, with the row. */
import { expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { switchData } from '#experiment/withDataSet.ts';
import { decodeText } from './decodeText.ts';
import { openDesk } from './openDesk.ts';
import { readTable } from './readTable.ts';
import { HOSTILE_TABLES } from './testing/hostileTables.ts';

test('there are sixty of them', () => {
  expect(HOSTILE_TABLES.length).toBeGreaterThanOrEqual(60);
});

test.each(HOSTILE_TABLES.map((each) => [each.name, each] as const))(
  '%s',
  (_, { file, options, gives, problem, columns, classes }) => {
    const text = typeof file === 'string' ? file : decodeText(file);
    if (typeof gives === 'string') {
      expect(() => readTable(text, options)).toThrow(gives);
      return;
    }
    const { table, report } = readTable(text, options);
    expect([report.used, report.rows]).toEqual(gives);
    expect(report.used + report.dropped + report.beyond).toBe(report.rows);
    expect(report.problems[0]?.message ?? '').toContain(problem ?? '');
    if (problem === undefined) expect(report.problems).toEqual([]);
    if (columns) expect(report.columns.map(({ use }) => use)).toEqual(columns);
    if (classes) expect(table.target).toMatchObject({ values: classes });
    const { data } = switchData(defaultExperiment(), defaultExperiment('table', { table }).data);
    const { train, test: rest } = prepareData({ ...defaultExperiment(), data }, null);
    expect(train.count + rest.count).toBe(report.used);
    expect([...train.inputs].every((value) => Number.isFinite(value))).toBe(true);
    // The screen is told the same as scripts are.
    const look = openDesk(text).look(options ?? {});
    expect(look.outcome).toMatchObject({ used: report.used, dropped: report.dropped, beyond: report.beyond });
  },
);
