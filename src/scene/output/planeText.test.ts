import { expect, test } from 'vitest';
import {
  answerAt,
  cellAt,
  coarseTable,
  pointLabel,
  regionsText,
  sharesText,
  type OutputGrid,
} from './planeText.ts';

const SIDE = 6;
/** Left half −0.5, right half +0.8. */
const halves = Float32Array.from({ length: SIDE * SIDE }, (_, cell) => (cell % SIDE < SIDE / 2 ? -0.5 : 0.8));
const binary: OutputGrid = {
  shape: { inputs: 2, layers: [{ units: 1, activation: 'tanh' }] },
  map: { side: SIDE, values: halves },
  classes: ['−1', '+1'],
};

test('a point of the plane finds its cell; the edge belongs to the last one', () => {
  expect(cellAt(SIDE, -6, 6)).toBe(0);
  expect(cellAt(SIDE, 6, 6)).toBe(SIDE - 1);
  expect(cellAt(SIDE, -6, -6)).toBe(SIDE * (SIDE - 1));
  expect(cellAt(SIDE, 0.1, -0.1)).toBe(3 * SIDE + 3);
});

test('two classes from one output: its sign decides, a probability by one half', () => {
  expect(pointLabel(binary, -1.5, 2)).toBe('x1 −1.5, x2 +2.0: class −1, output −0.50');
  expect(pointLabel(binary, 1.5, 2)).toBe('x1 +1.5, x2 +2.0: class +1, output +0.80');
  const sigmoid = { ...binary, shape: { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' as const }] } };
  expect(answerAt({ ...sigmoid, map: { side: 1, values: [0.4] } }, 0)).toEqual({
    name: '−1',
    value: '40.0\u202f%',
  });
});

test('several classes: the largest output; values without classes', () => {
  const three: OutputGrid = {
    shape: { inputs: 2, layers: [{ units: 3, activation: 'softmax' }] },
    map: { side: 1, values: [0.1, 0.7, 0.2] },
    classes: ['A', 'B', 'C'],
  };
  expect(answerAt(three, 0)).toEqual({ name: 'B', value: '70.0\u202f%' });
  expect(pointLabel({ ...binary, classes: [] }, -1, 0)).toBe('x1 −1.0, x2 0.0: output −0.50');
});

test('all of it in a sentence and in a coarse table', () => {
  expect(sharesText(binary)).toBe(
    'The network answers class −1 on 50.0\u202f% of the plane, class +1 on 50.0\u202f%.',
  );
  expect(sharesText({ ...binary, classes: [] })).toBe('The network answers output from −0.50 to +0.80.');
  const { head, rows } = coarseTable(binary);
  expect(head).toEqual(['x2', 'x1 −4.8', 'x1 −2.4', 'x1 0.0', 'x1 +2.4', 'x1 +4.8']);
  expect(rows.map(([x2]) => x2)).toEqual(['+4.8', '+2.4', '0.0', '−2.4', '−4.8']);
  expect(rows[0]?.slice(1)).toEqual(['−1 (−0.50)', '−1 (−0.50)', '+1 (+0.80)', '+1 (+0.80)', '+1 (+0.80)']);
});

test('a unit as nine regions', () => {
  expect(regionsText({ side: SIDE, values: halves, from: 0 })).toMatch(
    /^top left −0\.50, top \+0\.15, top right \+0\.80, left −0\.50, /,
  );
});
