/** Signs, groups, units and what stands for no number. */
import { expect, it } from 'vitest';
import {
  bytesText,
  countText,
  fixedText,
  percentText,
  rateText,
  settingText,
  unitText,
} from './numberText.ts';

it('groups thousands and writes a true minus, but never minus zero', () => {
  expect(fixedText(-1234567.891, 2)).toBe('−1,234,567.89');
  expect(fixedText(-0.0004, 2)).toBe('0.00');
  expect(countText(999)).toBe('999');
  expect(countText(1000)).toBe('1,000');
});

it('keeps a place for what is no number', () => {
  expect(fixedText(Number.NaN, 3)).toBe('–');
  expect(fixedText(Number.NEGATIVE_INFINITY, 3)).toBe('−∞');
  expect(rateText(Number.NaN)).toBe('–');
});

it('puts a thin space before a unit', () => {
  expect(percentText(0.973)).toBe('97.3\u2009%');
  expect(unitText(3.491, 2, 'ms')).toBe('3.49\u2009ms');
  expect(bytesText(11_300_000)).toBe('11.3\u2009MB');
  expect(bytesText(640_000)).toBe('640\u2009kB');
});

it('rounds rates to three figures', () => {
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
