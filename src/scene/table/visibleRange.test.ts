import { expect, test } from 'vitest';
import { visibleRange } from './visibleRange.ts';

test('what is in view, and some beyond it', () => {
  expect(visibleRange(0, 100, 10, 1_000, 2)).toEqual({ from: 0, to: 12 });
  expect(visibleRange(505, 100, 10, 1_000, 2)).toEqual({ from: 48, to: 63 });
  expect(visibleRange(9_950, 100, 10, 1_000, 2)).toEqual({ from: 993, to: 1_000 });
});

test('few parts, none, and a place past the end', () => {
  expect(visibleRange(0, 0, 10, 3, 0)).toEqual({ from: 0, to: 1 });
  expect(visibleRange(0, 100, 10, 0, 2)).toEqual({ from: 0, to: 0 });
  expect(visibleRange(5_000, 100, 10, 3, 0)).toEqual({ from: 2, to: 3 });
});
