import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingText } from './numberText.ts';
import { readNumber } from './readNumber.ts';

const real = (text: string) => readNumber(text, { whole: false });
const whole = (text: string) => readNumber(text, { whole: true });

test.each([
  ['0,03', 0.03],
  ['2,5', 2.5],
  ['0,125', 0.125],
  [',5', 0.5],
  ['.5', 0.5],
  ['5,', 5],
  ['−3', -3],
  ['1e-3', 0.001],
  ['1,5E−3', 0.0015],
  ['1,234e3', 1_234],
  ['1.234', 1.234],
  ['1 234,5', 1_234.5],
  ['1\u202F234', 1_234],
  ['1’234’567', 1_234_567],
  ['1,234.5', 1_234.5],
  ['1.234,5', 1_234.5],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1 234 567,25', 1_234_567.25],
  ['٠٫٠٣', 0.03],
  ['۱۲٬۳۴۵', 12_345],
  ['\u200F−۳٫۵', -3.5],
  ['+7', 7],
])('%s is %d', (text, value) => expect(real(text)).toEqual({ value }));

describe('in a field of whole numbers', () => {
  test.each([
    ['1,000', 1_000],
    ['65,536', 65_536],
    ['2,5', 2.5],
    ['2.0', 2],
    ['4 096', 4_096],
  ])('%s is %d', (text, value) => expect(whole(text)).toEqual({ value }));

  test('a point before three digits is ambiguous', () => {
    expect(whole('1.000')).toMatchObject({
      problem: { text: expect.stringContaining('1.000 can be 1 or 1000') },
    });
  });
});

test('an ambiguous number is rejected with both readings', () => {
  expect(real('1,234')).toMatchObject({
    problem: { text: expect.stringContaining('1,234 can be 1.234 or 1234') },
  });
  expect(real('-12,000')).toMatchObject({
    problem: { text: expect.stringContaining('can be -12 or -12000') },
  });
});

test.each([
  '',
  ' ',
  '-',
  ',',
  '.',
  'abc',
  '1,2,3',
  '1,23,456',
  '1.2.3',
  '12 34',
  '1,234.5.6',
  '1.234,5,6',
  '0x10',
  '1e999',
  'Infinity',
  '1-2',
  '٫',
  '1 2,3',
])('“%s” is no number', (text) => {
  for (const isWhole of [true, false]) {
    expect(readNumber(text, { whole: isWhole })).toMatchObject({
      problem: { code: 'numberErrors.noNumber' },
    });
  }
});

const settings = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.nat(4_294_967_295),
);

test('reads every number that a field shows, exactly', () => {
  fc.assert(
    fc.property(settings, (value) => {
      // Of 15 digits the largest doubles round to Infinity, which no field holds.
      fc.pre(Number.isFinite(Number(value.toPrecision(15))));
      const shown = settingText(value);
      expect(real(shown)).toEqual({ value: Number(value.toPrecision(15)) + 0 });
    }),
  );
});

test('a decimal comma means what a decimal point means, unless it may mean thousands', () => {
  const digits = fc.tuple(fc.nat(9_999_999), fc.stringMatching(/^\d{1,9}$/));
  fc.assert(
    fc.property(digits, ([before, after]) => {
      const read = real(`${before},${after}`);
      const isDoubtful = after.length === 3 && before > 0 && before < 1_000;
      if (isDoubtful) expect(read).toHaveProperty('problem');
      else expect(read).toEqual({ value: Number(`${before}.${after}`) });
    }),
  );
});

test('thousands marks change nothing', () => {
  const written = fc.tuple(
    fc.nat(4_294_967_295),
    fc.constantFrom(',', ' ', '\u00A0', '\u202F', '\u2009', '’', "'"),
  );
  fc.assert(
    fc.property(written, ([value, mark]) => {
      const grouped = String(value).replace(/\B(?=(\d{3})+$)/g, mark);
      expect(whole(grouped)).toEqual({ value });
    }),
  );
});

test('anything at all gives a number or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,٫٬ -−e’١') }), (text) => {
      const read = real(text);
      if ('value' in read) expect(Number.isFinite(read.value)).toBe(true);
      else expect(read.problem.text).toMatch(/\.$/);
    }),
  );
});
