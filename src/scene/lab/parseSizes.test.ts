import { expect, test } from 'vitest';
import { parseSizes } from './parseSizes.ts';

const limits = { min: 1, max: 1_024 };

test('a list of sizes in any order, with commas or spaces, each once', () => {
  expect(parseSizes('16, 4 8;4', 8, limits)).toEqual([4, 8, 16]);
  expect(parseSizes('  ', 8, limits)).toEqual([]);
});

test('an error names the wrong part', () => {
  expect(parseSizes('4, eight', 8, limits)).toMatch(/"eight" is not a batch size/);
  expect(parseSizes('0', 8, limits)).toMatch(/from 1 to 1,024/);
  expect(parseSizes('2.5', 8, limits)).toMatch(/"2.5"/);
  expect(parseSizes('1 2 3', 2, limits)).toBe('At most 2 sizes; these are 3.');
});
