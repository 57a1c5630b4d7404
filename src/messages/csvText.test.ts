import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvQuoted, csvText } from './csvText.ts';

test('what a spreadsheet would run gets an apostrophe, a number stays a number', () => {
  for (const text of ['=1+1', '+cmd', '-x', '@SUM(A1)', '\t=1', '\r=1', '-', '+1 kg', '-Infinity', '+1-1'])
    expect(csvText(text).replace(/^"/, '')).toMatch(/^'/);
  for (const text of ['-1.5', '+1', '-.5e-3', '7', '−1', 'rose', '']) expect(csvText(text)).toBe(text);
});

test('quotes stand where they have to', () => {
  expect(csvText('a, "b"')).toBe('"a, ""b"""');
  expect(csvText('=a,b')).toBe('"\'=a,b"');
  expect(csvText(' a')).toBe('" a"');
  expect(csvQuoted('=a')).toBe('=a');
});

test('any texts are read back: as they were, or with the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (texts) => {
      const read = (line: string): string[] =>
        Papa.parse<string[]>(line, { delimiter: ',', newline: '\r\n' }).data[0]!;
      expect(read(texts.map(csvQuoted).join(','))).toEqual(texts);
      expect(
        read(texts.map(csvText).join(',')).map((each, i) => each === texts[i] || each === `'${texts[i]}`),
      ).toEqual(texts.map(() => true));
    }),
  );
});
