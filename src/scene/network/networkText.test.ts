import { expect, test } from 'vitest';
import { layerTable, unitText } from './networkText.ts';

const names = {
  shape: {
    inputs: 2,
    layers: [
      { units: 2, activation: 'relu' },
      { units: 1, activation: 'tanh' },
    ],
  },
  inputNames: ['x1', 'x1^2'],
  outputNames: [],
} as const;
/** Kernel [in][out], then bias; layer by layer. */
const parameters = Float32Array.of(0.5, -0.25, 1.5, 0, 0.1, -0.2, 2, -3, 0.75);

test('a layer is a table: one row per unit with its bias, and a column per weight', () => {
  expect(layerTable(names, 0, parameters)).toEqual({
    summary:
      'Hidden 1: 2 ReLU units, 2 weights each. Weights from −0.25 to +1.50; biases from −0.20 to +0.10.',
    head: ['Unit', 'Bias', 'From x1', 'From x1 squared'],
    rows: [
      ['Hidden 1 unit 1', '+0.10', '+0.50', '+1.50'],
      ['Hidden 1 unit 2', '−0.20', '−0.25', '0.00'],
    ],
  });
  expect(layerTable(names, 1, parameters).rows).toEqual([['Output', '+0.75', '+2.00', '−3.00']]);
});

test('wide layers are summarised by ranges', () => {
  const shape = { inputs: 784, layers: [{ units: 10, activation: 'softmax' }] } as const;
  const many = new Float32Array(784 * 10 + 10).fill(0.5);
  const table = layerTable({ shape, inputNames: [], outputNames: ['0', '1'] }, 0, many);
  expect(table.rows).toEqual([]);
  expect(table.summary).toBe(
    'Output: 10 Softmax units, 784 weights each. Weights from +0.50 to +0.50; biases from +0.50 to +0.50.',
  );
});

test('the text of a unit has its activation, bias, weights and its map by regions', () => {
  expect(unitText(names, { layer: 0, unit: 1 }, { parameters })).toBe(
    'ReLU, bias −0.20. Weights from x1 −0.25, x1 squared 0.00.',
  );
  const maps = { side: 3, units: Float32Array.from({ length: 27 }, (_, i) => Math.floor(i / 9)) };
  expect(unitText(names, { layer: 1, unit: 0 }, { parameters, maps })).toMatch(
    /^tanh, bias \+0\.75\. Weights from Hidden 1 unit 1 \+2\.00, Hidden 1 unit 2 −3\.00\. On the plane: top left \+2\.00, /,
  );
});
