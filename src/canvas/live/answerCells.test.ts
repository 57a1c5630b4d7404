/** The cells that answers paint: each pixel belongs to the nearest point, and takes its colour. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestPoints, createAnswerCells } from './answerCells.ts';
import { createPixelSheet } from '../pixelSheet.ts';
import { installCanvasStandIns } from '../testing/recordingContext.ts';
import { recordingContext } from '../testing/recordingContext.ts';

const SIDE = 24;
const POINTS = fc
  .array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 2, maxLength: 120 })
  .map((values) => Float32Array.from(values.slice(0, values.length & ~1)));

test('each pixel belongs to the nearest point, except on the seams between two', () => {
  fc.assert(
    fc.property(POINTS, (points) => {
      const count = points.length / 2;
      const owner = nearestPoints(points, count, SIDE);
      for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
        const [x, y] = [((pixel % SIDE) + 0.5) / SIDE, (Math.floor(pixel / SIDE) + 0.5) / SIDE];
        const distances = Array.from({ length: count }, (_, i) =>
          Math.hypot((points[2 * i]! + 6) / 12 - x, (6 - points[2 * i + 1]!) / 12 - y),
        );
        const nearest = Math.min(...distances);
        if (owner[pixel]! >= 0) expect(distances[owner[pixel]!]).toBeCloseTo(nearest, 6);
        else expect(distances.filter((distance) => distance - nearest < 0.1).length).toBeGreaterThan(1);
      }
    }),
    { numRuns: 40 },
  );
});

test('an answer colours its cell alone; other points take all colours away', () => {
  const stand = installCanvasStandIns();
  const cells = createAnswerCells(createPixelSheet());
  const corners = new Float32Array([-3, 3, 3, 3, -3, -3, 3, -3]);
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const draw = (): Map<number, number> => {
    cells.draw(recordingContext().context, box);
    const counts = new Map<number, number>();
    for (const pixel of stand.lastPixels()) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return counts;
  };
  expect(cells.use(corners, 4, 20)).toBe(true);
  expect(cells.use(corners, 4, 20)).toBe(false);
  expect([...draw().keys()]).toEqual([0]);
  cells.paint(1, 7);
  // A quarter of the square, less its seams; the sheet repeats its edges.
  expect(draw().get(7)).toBeGreaterThan(70);
  expect(draw().get(7)).toBeLessThan(125);
  cells.paint(1, 9);
  expect(draw().has(7)).toBe(false);
  expect(cells.use(corners.slice(), 4, 20)).toBe(true);
  expect([...draw().keys()]).toEqual([0]);
});
