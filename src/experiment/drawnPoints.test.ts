import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelledPoint } from '#datasets/Points.ts';
import { changeExperiment } from './changeExperiment.ts';
import { checkExperiment } from './checkExperiment.ts';
import { factsOf } from './dataFacts.ts';
import { defaultExperiment } from './defaults.ts';
import { diffExperiments } from './diffExperiments.ts';
import {
  addPoints,
  clearPoints,
  drawnCount,
  drawnPoints,
  erasePoints,
  movePoint,
  nearestPoint,
  packPoints,
  pointsFault,
  relabelPoints,
  withClasses,
  withLabels,
  type DrawnSpec,
} from './drawnPoints.ts';
import { LIMITS } from './limits.ts';
import { parseExperiment } from './parseExperiment.ts';

const EMPTY: DrawnSpec = { labels: 'classes', classes: 3, points: '' };
const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
const pointsOf = (label: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(coordinate, coordinate, label), { maxLength: 50 });
const spec = pointsOf(fc.nat(2)).map((points) => addPoints(EMPTY, points));

test('a point comes back within 0.003, a value within 0.005, a class exactly, in five characters', () => {
  fc.assert(
    fc.property(pointsOf(fc.nat(2)), pointsOf(fc.double({ min: -1, max: 1, noNaN: true })), (a, b) => {
      for (const [labels, points, loss] of [
        ['classes', a, 0],
        ['values', b, 0.005],
      ] as const) {
        const text = packPoints(points, { labels, classes: 3 });
        expect(text).toHaveLength(points.length * 5);
        const back = drawnPoints({ labels, classes: 3, points: text });
        points.forEach(([x1, x2, label], i) => {
          expect(Math.abs(back[i]![0] - x1)).toBeLessThanOrEqual(0.003 + 1e-12);
          expect(Math.abs(back[i]![1] - x2)).toBeLessThanOrEqual(0.003 + 1e-12);
          expect(Math.abs(back[i]![2] - label)).toBeLessThanOrEqual(loss + 1e-12);
        });
        // Nothing more is lost the second time.
        expect(packPoints(back, { labels, classes: 3 })).toBe(text);
        expect(pointsFault({ labels, classes: 3, points: text })).toBeNull();
      }
    }),
  );
});

test('points beyond the edge are put on it; what is not finite is refused', () => {
  expect(drawnPoints(addPoints(EMPTY, [[99, -99, 7]]))).toEqual([[6, -6, 2]]);
  expect(() => packPoints([[NaN, 0, 0]], EMPTY)).toThrow(RangeError);
});

test('any text is read as points or refused with the number of the first wrong one', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.constantFrom(2, 3, 4), (points, classes) => {
      const fault = pointsFault({ labels: 'classes', classes, points });
      if (fault) expect(fault.at).toBeLessThanOrEqual(points.length / 5);
      else {
        const read = drawnPoints({ labels: 'classes', classes, points });
        expect(packPoints(read, { labels: 'classes', classes })).toBe(points);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(pointsFault({ ...EMPTY, points: 'AAAAA____A' })).toEqual({ at: 1 });
  expect(pointsFault({ ...EMPTY, points: 'AAAA' })).toEqual({ at: 0 });
});

describe('editing', () => {
  test('erasing takes what is within the radius and nothing else', () => {
    fc.assert(
      fc.property(
        spec,
        coordinate,
        coordinate,
        fc.double({ min: 0, max: 6, noNaN: true }),
        (before, x1, x2, r) => {
          const isNear = ([a, b]: LabelledPoint) => Math.hypot(a - x1, b - x2) <= r;
          const after = drawnPoints(erasePoints(before, x1, x2, r));
          expect(after).toEqual(drawnPoints(before).filter((point) => !isNear(point)));
          const changed = drawnPoints(relabelPoints(before, x1, x2, r, 1));
          expect(changed).toEqual(drawnPoints(before).map((p) => (isNear(p) ? [p[0], p[1], 1] : p)));
        },
      ),
    );
  });

  test('the nearest point is found and moved alone', () => {
    const three = addPoints(EMPTY, [
      [0, 0, 0],
      [1, 1, 1],
      [1.03, 1, 2],
    ]);
    expect(nearestPoint(three, 1.03, 1.2, 0.5)).toBe(2);
    expect(nearestPoint(three, 5, 5, 0.5)).toBe(-1);
    expect(drawnPoints(movePoint(three, 1, -3, 3))).toEqual([
      [0, 0, 0],
      [-3, 3, 1],
      [1.032, 1.002, 2],
    ]);
    expect(movePoint(three, 9, 0, 0)).toBe(three);
    expect(erasePoints(three, 5, 5, 1)).toBe(three);
    expect(drawnCount(clearPoints(three))).toBe(0);
  });

  test('there is room for so many, and what is there stays', () => {
    const many = Array.from({ length: LIMITS.drawnPoints + 5 }, (): LabelledPoint => [0, 0, 1]);
    expect(drawnCount(addPoints(EMPTY, many))).toBe(LIMITS.drawnPoints);
  });

  test('classes become values and come back; fewer classes lose no point', () => {
    fc.assert(
      fc.property(spec, (before) => {
        expect(withLabels(withLabels(before, 'values'), 'classes')).toEqual(before);
        const two = drawnPoints(withClasses(before, 2));
        expect(two).toEqual(drawnPoints(before).map(([a, b, label]) => [a, b, Math.min(1, label)]));
      }),
    );
    const values = withLabels(addPoints(EMPTY, [[0, 0, 1]]), 'values');
    expect(drawnPoints(values)).toEqual([[0, 0, 0]]);
  });
});

describe('in an experiment', () => {
  const drawn = (points: unknown, more: object = {}) =>
    parseExperiment({ data: { set: 'drawn', drawn: { points, ...more } } });

  test('a list of points is read, and stands as its text', () => {
    const experiment = drawn([
      [1, 2, 0],
      [-1, 0.5, 1],
    ]);
    expect(experiment.data).toMatchObject({
      samples: 'all',
      noise: 0,
      drawn: { labels: 'classes', classes: 2 },
    });
    expect(drawnPoints(experiment.data.drawn!)).toEqual([
      [1.002, 1.998, 0],
      [-1.002, 0.498, 1],
    ]);
    expect(parseExperiment(experiment)).toEqual(experiment);
    expect(parseExperiment({ data: { set: 'draw' } })).toEqual(defaultExperiment('drawn'));
  });

  test('tasks follow: two classes, more of them, values', () => {
    expect(factsOf(drawn([]).data)).toMatchObject({ task: 'binary', samples: { max: 0 } });
    const three = drawn([[0, 0, 2]], { classes: 3 });
    expect(factsOf(three.data)).toMatchObject({ task: 'multiclass', classes: ['A', 'B', 'C'] });
    expect(three.network.output.activation).toBe('softmax');
    expect(drawn([[0, 0, 0.25]], { labels: 'values' }).network.output.activation).toBe('linear');
  });

  test('points come and go while the weights stay; another kind of label begins anew', () => {
    const before = drawn([[0, 0, 1]]);
    const more = changeExperiment(before, { data: { drawn: addPoints(before.data.drawn!, [[1, 1, 0]]) } });
    expect(diffExperiments(before, more)).toMatchObject({ samples: true, inputs: false, weights: false });
    const values = changeExperiment(more, { data: { drawn: withLabels(more.data.drawn!, 'values') } });
    expect(checkExperiment(values)).toEqual([]);
    expect(values.network.output.activation).toBe('linear');
    expect(diffExperiments(more, values).weights).toBe(true);
    const three = changeExperiment(more, { data: { drawn: withClasses(more.data.drawn!, 3) } });
    expect([checkExperiment(three), three.training.loss]).toEqual([[], 'categoricalCrossentropy']);
  });

  test.each([
    [{ points: 'AAAA' }, 'cannot be read from point 1 on'],
    [{ points: 'AAAAA/AAAA' }, 'from point 2 on'],
    [{ points: [[1, 2]] }, 'data.drawn.points is a list'],
    [{ points: '', classes: 5 }, 'data.drawn.classes is 5; it may be 2 to 4'],
    [{ points: 'A'.repeat(10_001) }, 'at most 10,000'],
    [{ points: 'AAAAA', more: 1 }, 'data.drawn.more is not a field'],
  ])('%j is refused', (content, words) => {
    expect(() => parseExperiment({ data: { set: 'drawn', drawn: content } })).toThrow(words);
  });

  test('the number of samples is that of the points', () => {
    expect(() => parseExperiment({ data: { set: 'drawn', samples: 100 } })).toThrow('must be “all”');
    expect(() => parseExperiment({ data: { set: 'xor', drawn: EMPTY } })).toThrow('only for the set “drawn”');
  });
});
