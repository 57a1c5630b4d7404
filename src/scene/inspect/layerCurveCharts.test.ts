import { expect, test } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { layerCurveChart, layerCurveText } from './layerCurveCharts.ts';

const shape = {
  inputs: 2,
  layers: [
    { units: 4, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
} as const;
const curves = {
  epoch: [0, 1, 2],
  step: [0, 10, 20],
  samples: 100,
  layers: [
    { gradientNorm: [0.1, 0.05, 0], updateRatio: [0.01, 0.005, Infinity] },
    { gradientNorm: [0.2, 0.1, 0.02], updateRatio: [0.02, 0.01, 0.004] },
  ],
};

test('each layer has a line; the chosen one stands out and is drawn last; what has no logarithm is a gap', () => {
  const chart = layerCurveChart(curves, 'gradientNorm', shape, 0, testTheme);
  expect(chart.lines.map(({ name, color }) => [name, color])).toEqual([
    ['Output', testTheme.lineControl],
    ['Hidden 1', testTheme.ink],
  ]);
  expect(chart.lines[1]!.y).toEqual([0.1, 0.05, Number.NaN]);
  expect(chart.y.log).toBe(true);
  expect(chart.y.low).toBeLessThanOrEqual(0.02);
});

test('the usual size of a step is marked, and lies within the axis', () => {
  const { goal, y } = layerCurveChart(curves, 'updateRatio', shape, 1, testTheme);
  expect(goal).toMatchObject({ y: 1e-3 });
  expect(y.low).toBeLessThanOrEqual(1e-3);
});

test('a moment in words has all layers', () => {
  expect(layerCurveText(curves, 'gradientNorm', shape, 1)).toBe('Epoch 1: Hidden 1 0.0500, Output 0.100.');
  expect(layerCurveText(curves, 'gradientNorm', shape, 99)).toMatch(/^Epoch 2/);
});
