import { expect, it } from 'vitest';
import { alignLines, sparsePoints } from './alignLines.ts';
import type { PlotLine } from './Chart.ts';

const line = (x: number[], y: number[]): PlotLine => ({
  name: 'line',
  color: 'red',
  widthPx: 1,
  dash: [],
  x,
  y,
});
const x = { low: 0, high: 10, log: false, unit: '', hasTexts: true };
const y = { low: 0, high: 10, log: false, text: String };

it('keeps columns that share their x, with a gap where nothing was measured', () => {
  const own = [0, 1, 2];
  expect(alignLines({ lines: [line(own, [5, NaN, 3]), line(own, [1, 2, 3])], x, y })).toEqual([
    [0, 1, 2],
    [5, null, 3],
    [1, 2, 3],
  ]);
});

it('joins lines with other x without making gaps in either', () => {
  expect(alignLines({ lines: [line([0, 2], [1, 2]), line([1, 2], [3, NaN])], x, y })).toEqual([
    [0, 1, 2],
    [1, undefined, 2],
    [undefined, 3, null],
  ]);
});

it('sorts a line that bends back, for the cursor', () => {
  expect(alignLines({ lines: [line([1, 9, 7], [1, 2, 3])], x, y })).toEqual([
    [1, 7, 9],
    [1, 3, 2],
  ]);
});

it('puts what lies below a logarithmic axis at its foot', () => {
  const log = { low: 0.01, high: 1, log: true, text: String };
  expect(alignLines({ lines: [line([0, 1], [0.5, 0])], x, y: log })).toEqual([
    [0, 1],
    [0.5, 0.01],
  ]);
});

it('has an axis to draw where there is no point at all', () => {
  expect(alignLines({ lines: [line([], [])], x, y })).toEqual([
    [0, 10],
    [undefined, undefined],
  ]);
});

it('a point is a dot beside a wide stretch that was not measured, and where it is alone', () => {
  expect(sparsePoints([0, 1, 2, 50, 100], [1, 0.5, 0.4, 0.3, 0.2], 5)).toEqual([2, 3, 4]);
  expect(sparsePoints([0, 1, 2, 50, 100], [1, 0.5, 0.4, 0.3, 0.2])).toEqual([]);
  expect(sparsePoints([0, 1, 2, 3], [1, null, 0.4, null])).toEqual([0, 2]);
  // A point of another line between two of this one separates nothing.
  expect(sparsePoints([0, 1, 2], [1, undefined, 2])).toEqual([]);
  expect(sparsePoints([0], [1])).toEqual([0]);
});
