import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { inputNamesOf } from '#experiment/inputNames.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { switchData } from '#experiment/withDataSet.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { decodeText } from './decodeText.ts';
import { openDesk } from './openDesk.ts';
import { readTable } from './readTable.ts';

const experimentOf = (text: string, options?: TableOptions) => {
  const { table, report } = readTable(text, options);
  const experiment = switchData(defaultExperiment(), defaultExperiment('table', { table }).data);
  expect(parseExperiment(experiment)).toEqual(experiment);
  return { experiment, report, prepared: prepareData(experiment, null) };
};

const PENGUINS = `species,island,bill,sex
Adelie,Torgersen,39.1,male
Adelie,Torgersen,39.5,female
Gentoo,Biscoe,NA,female
Gentoo,Biscoe,46.1,
Chinstrap,Dream,2O.6,male
Gentoo,Biscoe,50,male
`;

test('a usual table: kinds, target, what was left out and why, with row and column', () => {
  const { report, experiment, prepared } = experimentOf(PENGUINS, {
    target: 'species',
    columns: { bill: 'number' },
  });
  expect(report).toMatchObject({
    separator: ',',
    decimal: '.',
    header: true,
    rows: 6,
    used: 3,
    dropped: 3,
    beyond: 0,
    task: 'classes',
  });
  expect(report.columns.map(({ name, use, isTarget, missing }) => [name, use, isTarget, missing])).toEqual([
    ['species', 'category', true, 0],
    ['island', 'category', false, 0],
    ['bill', 'number', false, 1],
    ['sex', 'category', false, 1],
  ]);
  expect(report.problems).toEqual([
    { row: 4, message: 'Row 4, bill: nothing there.' },
    { row: 5, message: 'Row 5, sex: nothing there.' },
    { row: 6, message: 'Row 6, bill: “2O.6” is not a number. Is the O a zero?' },
  ]);
  expect(inputNamesOf(experiment.data)).toEqual([
    'island = Biscoe',
    'island = Torgersen',
    'bill',
    'sex = female',
    'sex = male',
  ]);
  expect(networkShape(experiment).inputs).toBe(5);
  expect(prepared.classes).toEqual(['Adelie', 'Gentoo']);
  expect(prepared.inputWidth).toBe(5);
  expect(prepared.train.count + prepared.test.count).toBe(3);
});

test('missing values are filled with the mean, or what is most frequent', () => {
  const text = 'a,b,y\n1,u,0\n,u,1\n3,,0\n8,v,1\n';
  expect(experimentOf(text).report.used).toBe(2);
  for (const [missing, number] of [
    ['mean', 4],
    ['frequent', 1],
  ] as const) {
    const { report, prepared } = experimentOf(text, { missing });
    expect(report.used).toBe(4);
    const rows = [prepared.train, prepared.test].flatMap(({ raw, count }) =>
      Array.from({ length: count }, (_, i) => Array.from(raw.subarray(2 * i, 2 * i + 2))),
    );
    expect(rows).toContainEqual([number, 0]);
    expect(rows).toContainEqual([3, 0]);
  }
});

describe('forms of files', () => {
  test.each([
    ['semicolons with a decimal comma', 'a;b;c\n1,5;2;x\n2,5;3;y\n', ';', ','],
    ['tabs', 'a\tb\tc\n1.5\t2\tx\n2.5\t3\ty\n', '\t', '.'],
    ['CRLF, with a mark of byte order', '\uFEFFa,b,c\r\n1.5,2,x\r\n2.5,3,y\r\n', ',', '.'],
    ['CR alone', 'a,b,c\r1.5,2,x\r2.5,3,y\r', ',', '.'],
    ['quotes', '"a","b","c"\n"1.5",2,x\n"2.5",3,"y"\n', ',', '.'],
    ['blank lines and blanks', '\na , b,c\n 1.5,2, x\n\n2.5,3,y \n\n', ',', '.'],
    ['no header', '1.5,2,x\n2.5,3,y\n', ',', '.'],
    ['bars', 'a|b|c\n1.5|2|x\n2.5|3|y', '|', '.'],
  ])('%s', (_, text, separator, decimal) => {
    const { report, prepared } = experimentOf(text);
    expect(report).toMatchObject({ separator, decimal, used: 2, dropped: 0, task: 'classes' });
    expect([...prepared.train.raw, ...prepared.test.raw].sort((a, b) => a - b)).toEqual([1.5, 2, 2.5, 3]);
    expect(prepared.classes).toEqual(['x', 'y']);
  });

  test('quoted separators, quotes and line ends stay in their cell', () => {
    const { prepared } = experimentOf('a,y\n1,"p, ""q""\nr"\n2,s\n');
    expect(prepared.classes).toEqual(['p, "q"\nr', 's']);
  });

  test('columns without a name, and of the same name', () => {
    expect(experimentOf('a,,a,y\n1,2,3,u\n4,5,6,v\n').report.columns.map(({ name }) => name)).toEqual([
      'a',
      'column 2',
      'a 2',
      'y',
    ]);
  });

  test('bytes in UTF-8, UTF-16 and Windows-1252', () => {
    const umlaut = 'größe,y';
    expect(decodeText(new TextEncoder().encode(umlaut))).toBe(umlaut);
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x41, 0x00]))).toBe('A');
    expect(decodeText(Uint8Array.from([0x67, 0xf6]))).toBe('gö');
  });
});

describe('what cannot be used says why', () => {
  test.each([
    ['', {}, 'no row holds anything'],
    ['\n\n \n', {}, 'no row holds anything'],
    ['a,b\n', {}, 'no rows'],
    ['a\n1\n2\n', {}, 'The table has one column'],
    ['a,b\n1,x\n2,y\n', { columns: { a: 'ignore' } }, 'No column is left as an input'],
    ['a,b\n1,x\n2,x\n', {}, 'the same value in every row'],
    ['a,b\n1,5\n2,5\n', { task: 'values' }, 'the same value in every row'],
    ['a,b\n1,x\n', {}, 'at least two are needed'],
    ['a,b\n1,x\n2,y\n', { target: 'c' }, 'There is no column “c”. There are a, b.'],
    ['a,b\n1,x\n2,y\n', { target: 'b', task: 'values' }, 'holds text'],
    ['a,b\n1,x\n2,y\n', { target: 'b', columns: { b: 'ignore' } }, 'cannot be left out'],
    [`${'a,'.repeat(256)}b\n`, {}, '257 columns'],
    [
      `a,b\n${Array.from({ length: 21 }, (_, i) => `1,w${i}\n`).join('')}`,
      { columns: { b: 'category' } },
      '21 different values',
    ],
    [
      `a,b,y\n${Array.from({ length: 300 }, (_, i) => `w${i},1,${i % 2}\n`).join('')}`,
      { columns: { a: 'category' } },
      'too many for a category',
    ],
    ['a,b\n'.repeat(200_003), {}, 'more than 200,000 rows'],
  ] as const)('%#', (text, options, words) => {
    expect(() => readTable(text, options as TableOptions)).toThrow(words);
  });

  test('ragged rows, open quotes and numbers beyond float32 are counted with their row', () => {
    const { report } = experimentOf('a,y\n1,u\n2\n3,v,4\n1e309,u\n-1e39,v\n5,v\n');
    expect(report).toMatchObject({ rows: 6, used: 2, dropped: 4 });
    expect(report.problems.map(({ message }) => message)).toEqual([
      'Row 3: 1 cell instead of 2.',
      'Row 4: 3 cells instead of 2.',
      'Row 5, a: “1e309” is beyond the largest number.',
      'Row 6, a: “-1e39” is beyond the largest number.',
    ]);
  });
});

test('numbers are kept exactly where their decimals allow it, else within the loss that is told', () => {
  const value = fc.oneof(
    fc.integer({ min: -2_000, max: 2_000 }),
    fc.integer({ min: -200, max: 200 }).map((n) => n / 10),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 40 }), (values) => {
      const text = `a,y\n${values.map((each, i) => `${each},${i % 2 === 0 ? 'u' : 'v'}`).join('\n')}`;
      const { report, experiment } = experimentOf(text);
      const { loss } = report.columns[0]!;
      const { train, test: rest } = prepareData(experiment, null);
      const back = [...train.raw, ...rest.raw].sort((a, b) => a - b);
      [...values]
        .sort((a, b) => a - b)
        .forEach((each, i) =>
          expect(Math.abs(back[i]! - each)).toBeLessThanOrEqual(loss * 1.001 + 1e-6 * Math.abs(each) + 1e-9),
        );
      if (values.every((each) => Number.isInteger(each))) expect(loss).toBe(0);
    }),
  );
});

test('any text gives a table or a sentence', () => {
  const pieces = [
    'a',
    'b',
    '1',
    '2.5',
    '1,5',
    ',',
    ';',
    '\t',
    '|',
    '"',
    '\n',
    '\r\n',
    ' ',
    'NA',
    '=cmd()',
    '1e309',
    '2020-01-01',
    '\uFEFF',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      try {
        experimentOf(parts.join(''));
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^tableErrors\./);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a large table keeps as many rows as there is room for, and says so', () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => `${i % 97},${i % 89},${i % 3}`);
  const { report } = experimentOf(`a,b,y\n${rows.join('\n')}\n`);
  expect(report).toMatchObject({ rows: 150_000, used: 20_000, beyond: 130_000, dropped: 0, task: 'classes' });
});

test('long names are cut before they are told apart; long words too; a script may give the whole name', () => {
  const long = 'n'.repeat(130);
  const { experiment, report } = experimentOf(
    `${long}1,${long}2,y\n1,2,${'w'.repeat(121)}a\n3,4,${'w'.repeat(121)}b\n5,7,${'w'.repeat(121)}a\n`,
    { target: 'y' },
  );
  const names = report.columns.map(({ name }) => name);
  expect(names).toEqual(['n'.repeat(120), `${'n'.repeat(118)} 2`, 'y']);
  expect(experiment.data.table?.target).toEqual({
    name: 'y',
    values: ['w'.repeat(120), `${'w'.repeat(118)} 2`],
  });
  expect(() => readTable(`${long},y\n1,2\n2,3\n4,5\n`, { target: long })).not.toThrow();
});

test('a target of very many values is refused with its number, and the range is that of the rows used', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => `${i % 7},name ${i}`).join('\n');
  expect(() => readTable(`a,y\n${many}\n`, { target: 'y', columns: { y: 'category' } })).toThrow(
    'The target “y” has 3,000 different values; there may be up to 20 classes.',
  );
  const { outcome, columns } = openDesk('a,y\n1,5\n2,6.5\n,900\n3,8\n').look({ task: 'values' });
  expect(columns[1]).toMatchObject({ min: 5, max: 900 });
  expect(outcome).toMatchObject({ used: 3, range: { min: 5, max: 8 } });
});
