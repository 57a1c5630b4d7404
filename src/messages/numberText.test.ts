/** Signs, groups, units and NaN. */
import { expect, it } from 'vitest';
import {
  bytesText,
  countText,
  fixedText,
  percentText,
  rateText,
  settingText,
  singleDigits,
  unitText,
} from './numberText.ts';

it('groups thousands and writes a true minus, but never minus zero', () => {
  expect(fixedText(-1234567.891, 2)).toBe('−1,234,567.89');
  expect(fixedText(-0.0004, 2)).toBe('0.00');
  expect(countText(999)).toBe('999');
  expect(countText(1000)).toBe('1,000');
});

it('shows a dash for NaN', () => {
  expect(fixedText(Number.NaN, 3)).toBe('–');
  expect(fixedText(Number.NEGATIVE_INFINITY, 3)).toBe('−∞');
  expect(rateText(Number.NaN)).toBe('–');
});

it('puts a thin space before a unit', () => {
  expect(percentText(0.973)).toBe('97.3\u202f%');
  expect(unitText(3.491, 2, 'ms')).toBe('3.49\u202fms');
  expect(bytesText(11_300_000)).toBe('11.3\u202fMB');
  expect(bytesText(640_000)).toBe('640\u202fkB');
});

it('rounds rates to three digits', () => {
  expect([7404, 84.31, 1.118, 812.6, 123_456].map(rateText)).toEqual([
    '7,400',
    '84.3',
    '1.12',
    '813',
    '123,000',
  ]);
});

it('writes settings as a person would', () => {
  expect([0.03, 0.1 + 0.2, 1e-7, 10].map(settingText)).toEqual(['0.03', '0.3', '1e−7', '10']);
});

it('100 % and 0 % are exact', () => {
  expect([1, 0.9997, 0.999_999_9, 0, 0.0002, 1e-9].map((share) => percentText(share))).toEqual([
    '100.0\u202f%',
    '99.97\u202f%',
    '>99.99\u202f%',
    '0.0\u202f%',
    '0.02\u202f%',
    '<0.01\u202f%',
  ]);
  expect(percentText(0.997, 0)).toBe('99.7\u202f%');
  expect(percentText(NaN)).toBe('–\u202f%');
});

it('a setting keeps every digit', () => {
  expect(settingText(12_345_678)).toBe('12345678');
  expect(settingText(4_294_967_295)).toBe('4294967295');
  expect(settingText(0.1 + 0.2)).toBe('0.3');
});

it('a float32 is written so that it comes back the same', () => {
  expect(singleDigits(Math.fround(0.1))).toBe(0.1);
  const weight = Math.fround(-0.243_125_46);
  expect(Math.fround(singleDigits(weight))).toBe(weight);
});
