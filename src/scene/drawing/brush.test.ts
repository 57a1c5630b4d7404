import { expect, test } from 'vitest';
import { addPoints, drawnCount, drawnPoints, type DrawnSpec } from '#experiment/drawnPoints.ts';
import { createRandom } from '#nn/Random.ts';
import { beginStroke, resized, spacing, type Pen, type Place, type Tool } from './brush.ts';

const EMPTY: DrawnSpec = { labels: 'classes', classes: 2, points: '' };
const { uniform } = createRandom(1, 1);
const pen = (tool: Tool, radius = 0.5, label = 1): Pen => ({ tool, label, radius });

function drawn(spec: DrawnSpec, by: Pen, path: readonly (readonly [number, number])[]): DrawnSpec {
  const places = path.map(([x1, x2]): Place => ({ x1, x2 }));
  const stroke = beginStroke(by, spec, places[0]!, uniform);
  return places.reduce((next, place) => stroke.to(next, place), spec);
}

test('a click puts one point, exactly where it was', () => {
  expect(drawnPoints(drawn(EMPTY, pen('brush'), [[1.5, -3]]))).toEqual([[1.5, -3, 1]]);
});

test('a drag puts points by distance, however many events it has, within the ring', () => {
  const radius = 0.5;
  const few = drawn(EMPTY, pen('brush', radius), [
    [-4, 0],
    [4, 0],
  ]);
  const many = drawn(
    EMPTY,
    pen('brush', radius),
    Array.from({ length: 161 }, (_, i) => [-4 + i * 0.05, 0] as const),
  );
  const expected = 1 + Math.floor(8 / spacing(radius));
  expect(Math.abs(drawnCount(few) - expected)).toBeLessThanOrEqual(1);
  expect(Math.abs(drawnCount(many) - expected)).toBeLessThanOrEqual(1);
  for (const [x1, x2] of drawnPoints(many)) {
    expect(Math.abs(x2)).toBeLessThanOrEqual(radius + 0.01);
    expect(Math.abs(x1)).toBeLessThanOrEqual(4 + radius + 0.01);
  }
});

test('nothing is put outside the map', () => {
  const beyond = drawn(EMPTY, pen('brush', 0.1), [
    [5.9, 0],
    [9, 0],
  ]);
  expect(drawnPoints(beyond).every(([x1]) => x1 <= 6)).toBe(true);
  expect(drawnCount(beyond)).toBeLessThan(4);
});

test('the eraser takes all along its way, also where the pointer jumps', () => {
  const row = addPoints(
    EMPTY,
    Array.from({ length: 21 }, (_, i) => [-6 + i * 0.6, 0, 0] as const),
  );
  const left = drawn(row, pen('erase', 0.4), [
    [-6, 0],
    [2.9, 0],
  ]);
  expect(drawnPoints(left).map(([x1]) => x1)).toEqual([3.6, 4.2, 4.8, 5.4, 6]);
});

test('the hand moves the nearest point, and nothing where there is none', () => {
  const two = addPoints(EMPTY, [
    [0, 0, 0],
    [3, 3, 1],
  ]);
  expect(
    drawnPoints(
      drawn(two, pen('move'), [
        [3.2, 3],
        [-1.5, -3],
      ]),
    ),
  ).toEqual([
    [0, 0, 0],
    [-1.5, -3, 1],
  ]);
  expect(
    drawn(two, pen('move'), [
      [5, -5],
      [0, 0],
    ]),
  ).toBe(two);
});

test('the brush has a smallest and a largest size', () => {
  expect([resized(0.5, 1), resized(0.5, -1), resized(0.1, -1), resized(2, 1)]).toEqual([0.6, 0.4, 0.1, 2]);
});
