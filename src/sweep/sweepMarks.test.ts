import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextMark } from './sweepMarks.ts';

function marks(epochs: number, most: number): number[] {
  const seen: number[] = [];
  const end = epochs === 0 ? Infinity : epochs;
  for (let epoch = 0; seen.length < most && epoch < end;) seen.push((epoch = nextMark(epoch, epochs)));
  return seen;
}

test('40 even marks of a long run, every epoch of a short one', () => {
  expect(marks(200, 99)).toEqual(Array.from({ length: 40 }, (_, i) => 5 * (i + 1)));
  expect(marks(3, 99)).toEqual([1, 2, 3]);
});

test('marks rise and the last is the end, wherever a run goes on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (epochs) => {
      const seen = marks(epochs, 100);
      expect(seen.length).toBeLessThanOrEqual(41);
      expect(seen.at(-1)).toBe(epochs);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    }),
  );
});

test('without an end they thin out', () => {
  const seen = marks(0, 60);
  expect(seen.slice(0, 12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(seen.at(-1)!).toBeGreaterThan(500);
});
