import { expect, test } from 'vitest';
import { borderOnPlane, warpedPicture, warpedText } from './warpedPicture.ts';

const side = 3;
/** A layer that turns the plane by a right angle and stretches it: (x, y) → (2y, −x). */
const turned = Float32Array.from({ length: 2 * side * side }, (_, i) => {
  const cell = Math.floor(i / 2);
  const [x, y] = [(cell % side) - 1, 1 - Math.floor(cell / side)];
  return i % 2 ? -x : 2 * y;
});
const plane = {
  layer: 0,
  units: 2,
  side,
  grid: turned,
  samples: Float32Array.of(2, 0, -2, 0),
  labels: Float32Array.of(1, 0),
  shares: [],
  axes: [],
};
/** The answer is positive where x is: its border is x = 0. */
const answers = {
  side,
  values: Float32Array.of(-1, 0, 1, -1, 0, 1, -1, 0, 1).map((value) => value + 1e-6),
  from: 0,
  classes: 0,
  factor: 1,
  shift: 0,
  signed: false,
  answers: { activation: 'tanh', units: 1 },
} as const;

test('the grid is fitted by one scale for both axes, and samples lie on it', () => {
  const { grid, samples, marked } = warpedPicture(plane, answers, ['−1', '+1'], 1);
  const xs = grid.filter((_, i) => i % 2 === 0);
  const ys = grid.filter((_, i) => i % 2 === 1);
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(0.92);
  expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(0.46);
  expect([...samples]).toEqual([0.96, 0.5, 0.04, 0.5].map((value) => expect.closeTo(value)));
  expect(marked).toEqual([expect.closeTo(0.04), expect.closeTo(0.5)]);
});

test('the border is carried along: x = 0 of the plane is a level line there', () => {
  const { border } = warpedPicture(plane, answers, ['−1', '+1'], null);
  expect(border.length).toBeGreaterThan(0);
  for (let i = 1; i < border.length; i += 2) expect(border[i]).toBeCloseTo(0.5, 4);
  expect(warpedPicture(plane, answers, [], null).border).toEqual([]);
});

test('several classes have a border where the lead changes', () => {
  const values = Float32Array.of(
    ...answers.values.map((v) => -v),
    ...answers.values,
    ...new Float32Array(9).fill(-5),
  );
  const pieces = borderOnPlane({ ...answers, values, classes: 3 });
  expect(pieces.length).toBeGreaterThan(0);
  for (let i = 0; i < pieces.length; i += 2) expect(pieces[i]).toBeCloseTo(0.5, 4);
});

test('the words say how much of the layer is seen', () => {
  expect(warpedText({ ...plane, units: 1 })).toMatch(/line/);
  expect(warpedText({ ...plane, units: 6, shares: [0.5, 0.31] })).toBe(
    'Across and up: the two main directions of 6 units, 81 % of the differences.',
  );
});
