import { expect, test } from 'vitest';
import { confusionCells, countConfusion, mistakeRows } from './mistakeRows.ts';

const part = {
  count: 3,
  inputs: new Float32Array(6),
  targets: new Float32Array(3),
  raw: Float32Array.of(1, 2, -3, 4, 5, -6),
  labels: Float32Array.of(0, 1, 1),
};
const found = {
  count: 3,
  index: Uint32Array.of(2, 0, 1),
  losses: Float32Array.of(0.9, 0.5, 0.01),
  outputs: Float32Array.of(-0.5, 0.1, 0.99),
  truths: Int16Array.of(1, 0, 1),
  predictions: Int16Array.of(0, -1, 1),
};
const binary = { kind: 'plane', classes: ['−1', '+1'] } as const;

test('rows name the sample, its truth, the answer and the loss, in the order in which they were found', () => {
  expect(mistakeRows(found, part, binary)).toEqual([
    { index: 2, number: 3, text: '(5.00, −6.00)', truth: '+1', answer: '−1', isWrong: true, loss: '0.900' },
    { index: 0, number: 1, text: '(1.00, 2.00)', truth: '−1', answer: 'none', isWrong: true, loss: '0.500' },
    { index: 1, number: 2, text: '(−3.00, 4.00)', truth: '+1', answer: '+1', isWrong: false, loss: '0.010' },
  ]);
});

test('values have their truth and their answer as numbers', () => {
  const { truths, predictions, ...values } = found;
  expect(truths.length).toBe(predictions.length);
  expect(mistakeRows(values, part, { kind: 'plane', classes: [] })[0]).toMatchObject({
    truth: '+1.00',
    answer: '−0.50',
    isWrong: false,
  });
});

test('the matrix counts each sample with an answer once; of a part that is not whole there is none', () => {
  const counts = countConfusion(found, 2)!;
  expect([...counts]).toEqual([0, 0, 1, 1]);
  expect(countConfusion({ ...found, count: 4 }, 2)).toBeNull();
  expect(confusionCells(counts, 2)[1]).toEqual([
    { truth: 1, answer: 0, count: 1, share: 0.5 },
    { truth: 1, answer: 1, count: 1, share: 0.5 },
  ]);
});
