import { expect, test } from 'vitest';
import { cellsThatFit, type CellTexts } from './cellsThatFit.ts';

/** Ten pixels a character. */
const width = (text: string): number => 10 * text.length;
const cell = (length: number): CellTexts => ({ name: 'x'.repeat(length), value: '' });
const more = cell(4);
/** 40 px of text and 28 px around it: 68 px each. */
const cells = [cell(4), cell(4), cell(4)];

test('all cells stand in a line that is wide enough', () => {
  expect(cellsThatFit(16 + 3 * 68, cells, more, width, 1)).toBe(3);
});

test('the last ones go into one more cell, which needs room too', () => {
  expect(cellsThatFit(16 + 3 * 68 - 1, cells, more, width, 1)).toBe(1);
  expect(cellsThatFit(16 + 4 * 68 - 1, [...cells, cell(4)], more, width, 1)).toBe(2);
});

test('longer texts leave room for fewer', () => {
  expect(cellsThatFit(16 + 3 * 68, [cell(9), cell(4), cell(4)], more, width, 1)).toBe(1);
});

test('values count with their chevron, up to the width at which they are cut off', () => {
  const long = { name: '', value: 'x'.repeat(40) };
  expect(cellsThatFit(16 + 136 + 16 + 28, [long], more, width, 1)).toBe(1);
  expect(cellsThatFit(16 + 2 * (136 + 16 + 28), [long, long], more, width, 1)).toBe(2);
});

test('one cell stands in any line, and larger text needs more room', () => {
  expect(cellsThatFit(10, cells, more, width, 1)).toBe(1);
  expect(cellsThatFit(16 + 3 * 68, cells, more, width, 2)).toBe(1);
});
