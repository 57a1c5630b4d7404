import { expect, test } from 'vitest';
import { contour } from './contour.ts';

test('a plane is cut along a straight line, at the place where it has the level', () => {
  const field = Array.from({ length: 25 }, (_, i) => i % 5);
  const pieces = contour(field, 5, 1.5);
  expect(pieces).toHaveLength(4 * 4);
  for (let i = 0; i < pieces.length; i += 2) expect(pieces[i]).toBeCloseTo(1.5 / 4);
  expect(Math.min(...pieces.filter((_, i) => i % 2))).toBe(0);
  expect(Math.max(...pieces.filter((_, i) => i % 2))).toBe(1);
});

test('a circle is closed: each end of a piece is the end of another', () => {
  const side = 21;
  const field = Array.from({ length: side * side }, (_, i) =>
    Math.hypot((i % side) - 10, Math.floor(i / side) - 10),
  );
  const pieces = contour(field, side, 6.3);
  const ends = new Map<string, number>();
  for (let i = 0; i < pieces.length; i += 2) {
    expect(Math.hypot(pieces[i]! - 0.5, pieces[i + 1]! - 0.5)).toBeCloseTo(6.3 / 20, 1);
    const end = `${pieces[i]!.toFixed(6)} ${pieces[i + 1]!.toFixed(6)}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect([...ends.values()].every((count) => count === 2)).toBe(true);
});

test('nothing is drawn through a saddle twice, nor around what is no number', () => {
  expect(contour([1, -1, -1, 1], 2, 0)).toHaveLength(8);
  expect(contour([1, Number.NaN, -1, 1], 2, 0)).toEqual([]);
});
