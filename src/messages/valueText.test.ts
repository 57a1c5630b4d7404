/** Signs, exponents and names of what is no number. */
import { expect, it } from 'vitest';
import { lossText, signedText } from './valueText.ts';

it('writes a sign before everything but zero', () => {
  expect([1.5, -1.5, 0.001, -0.001, Number.NaN].map((value) => signedText(value))).toEqual([
    '+1.50',
    '−1.50',
    '0.00',
    '0.00',
    'NaN',
  ]);
});

it('keeps losses short over all their powers of ten', () => {
  expect(
    [0, 0.0154, 0.00042, 1.46e-12, 12.34, 345.6, 123_456, Number.POSITIVE_INFINITY].map(lossText),
  ).toEqual(['0.000', '0.015', '0.0004', '1.5e−12', '12.3', '346', '1.2e5', '∞']);
});
