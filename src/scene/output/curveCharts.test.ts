import { expect, test } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { curveChart, curveColumns, presentEpoch, runCurves, wholeCurve } from './curveCharts.ts';

type History = Parameters<ReturnType<typeof curveColumns>>[0];

const point = (epoch: number, trainLoss: number, testLoss = trainLoss): History[number] =>
  ({
    step: epoch * 25,
    epoch,
    trainLoss,
    testLoss,
    trainAccuracy: 1 - trainLoss,
    testAccuracy: 1 - testLoss,
    ...({} as object),
  }) as History[number];

const history: History = [
  point(0, 0.9),
  point(1, Number.NaN),
  point(2, 0.5, 0.6),
  point(50, 0.3),
  point(100, 0.02),
];
const NOW = { epochs: [], steps: [], lookingBackAt: null, branches: [] };
const runOf = (points: History, timeline: Partial<typeof NOW> | object = {}) =>
  runCurves()(points, { ...NOW, ...timeline });
const ask = { kind: 'loss', range: null, hasTexts: true } as const;

test('what was only passed through has no point; a change alone makes new columns', () => {
  const columns = curveColumns();
  const curve = columns(history);
  expect([...curve.epochs]).toEqual([0, 2, 50, 100]);
  expect(columns(history)).toBe(curve);
  expect(columns([...history])).not.toBe(curve);
});

test('training is drawn over test, and far points are not joined', () => {
  const curve = runOf(history);
  const { lines, x, y } = curveChart(curve, ask, testTheme);
  expect(lines.map(({ name }) => name)).toEqual(['Test', 'Train']);
  expect(lines.map(({ dash }) => dash.length > 0)).toEqual([true, false]);
  expect(lines[0]!.widestGap).toBe(100 / 16);
  expect(x).toMatchObject({ low: 0, high: 100, unit: ' epochs' });
  expect(y.log).toBe(true);
});

test('a part of the run has an axis of its own', () => {
  const curve = runOf(history);
  const chart = curveChart(curve, { ...ask, range: { low: 1, high: 60 } }, testTheme);
  expect(chart.x).toMatchObject({ low: 1, high: 60 });
  // 0.3 to 0.6: no decade.
  expect(chart.y.log).toBe(false);
});

test('accuracy is in per cent; before training there is an axis of one epoch', () => {
  const curve = runOf([]);
  expect(wholeCurve(curve)).toEqual({ low: 0, high: 1, log: false });
  const chart = curveChart(curve, { ...ask, kind: 'accuracy' }, testTheme);
  expect(chart.title).toBe('Accuracy');
  expect(chart.y.text(0.9)).toMatch(/^90\s%$/);
});

test('looking back, what comes after the moment is faint, and joins there', () => {
  const run = runOf(history, { lookingBackAt: 50 * 25 });
  expect(run.at).toBe(50);
  const { lines } = curveChart(run, ask, testTheme);
  expect(lines.map(({ name, isFaint, x }) => [name, isFaint, ...Array.from(x)])).toEqual([
    ['Test', true, 50, 100],
    ['Train', true, 50, 100],
    ['Test', false, 0, 2, 50],
    ['Train', false, 0, 2, 50],
  ]);
  // Between two points of the curve it is the one before.
  expect(presentEpoch(history, { lookingBackAt: 60 * 25 })).toBe(50);
  expect(presentEpoch(history, { lookingBackAt: null })).toBeNull();
});

test('a run that was left stays as a faint curve, and has room on the axes', () => {
  const run = runOf(history.slice(0, 3), { branches: [history.slice(2)] });
  const { lines, x, y } = curveChart(run, ask, testTheme);
  expect(lines.map(({ isFaint }) => isFaint)).toEqual([true, true, false, false]);
  expect(x.high).toBe(100);
  expect(y.log).toBe(true);
});
