import { expect, test } from 'vitest';
import { packLevel } from '#experiment/tableData.ts';
import { cellText, differenceText, learntText, ownTable } from './rowValues.ts';

test('cells in words, in all their digits, or as given tables write them', () => {
  expect(cellText(1, { name: 'a', values: ['u', 'v'] })).toBe('v');
  expect(cellText(Math.fround(0.125), { name: 'a', min: 0, step: 1 })).toBe('0.125');
  expect(cellText(3.25, undefined)).toBe('3.3');
});

test('values in the units of the target', () => {
  const table = {
    name: 't',
    columns: [{ name: 'a', min: 0, step: 1 }],
    target: { name: 'price', min: 10, step: 0.5 },
    content: [0, 0, 0, 40].map(packLevel).join(''),
  };
  expect(learntText(-1, table)).toBe('10.0');
  expect(learntText(1, table)).toBe('30.0');
  expect(learntText(0.1, table)).toBe('21.0');
  expect(learntText(Number.NaN, table)).toBe('–');
  expect(differenceText(-0.1, table)).toBe('−1.0');
  expect(differenceText(0.05, table)).toBe('+0.5');
});

test('elsewhere a value is told as it was learnt', () => {
  expect(ownTable({ set: 'ripple' })).toBeUndefined();
  expect(ownTable({ set: 'table' })?.columns.length).toBeGreaterThan(0);
  expect(learntText(-0.5, undefined)).toBe('−0.50');
  expect(differenceText(0.25, undefined)).toBe('+0.250');
});
