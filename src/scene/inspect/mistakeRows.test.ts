import { expect, test } from 'vitest';
import { factsOf } from '#experiment/dataFacts.ts';
import { packLevel } from '#experiment/tableData.ts';
import { confusionCells, countConfusion, mistakeRows } from './mistakeRows.ts';

const found = {
  count: 3,
  index: Uint32Array.of(2, 0, 1),
  losses: Float32Array.of(0.9, 0.5, 0.01),
  outputs: Float32Array.of(-0.5, 0.1, 0.99),
  truths: Int16Array.of(1, 0, 1),
  predictions: Int16Array.of(0, -1, 1),
  rows: { raw: Float32Array.of(5, -6, 1, 2, -3, 4), labels: Float32Array.of(1, 0, 1) },
};
const { truths: _truths, predictions: _predictions, ...values } = found;

test('rows name the sample, its truth, the answer and the loss, in the order in which they were found', () => {
  const [classes] = [factsOf({ set: 'circle' }).classes];
  expect(mistakeRows(found, { set: 'circle' })).toMatchObject([
    { index: 2, number: 3, text: '(5.00, −6.00)', truth: classes[1], answer: classes[0], isWrong: true },
    { index: 0, number: 1, text: '(1.00, 2.00)', truth: classes[0], answer: 'none', isWrong: true },
    { index: 1, number: 2, text: '(−3.00, 4.00)', truth: classes[1], answer: classes[1], isWrong: false },
  ]);
  expect(mistakeRows(found, { set: 'circle' }).map(({ loss }) => loss)).toEqual(['0.900', '0.500', '0.010']);
});

test('only samples that came themselves have a row', () => {
  const first = { raw: Float32Array.of(5, -6), labels: Float32Array.of(1) };
  expect(mistakeRows({ ...found, rows: first }, { set: 'circle' }).map(({ index }) => index)).toEqual([2]);
});

test('values have their truth and their answer as numbers', () => {
  expect(mistakeRows(values, { set: 'ripple' })[0]).toMatchObject({
    truth: '+1.00',
    answer: '−0.50',
    isWrong: false,
  });
});

test('a table of one’s own is told in its words and units', () => {
  const table = {
    name: 't',
    columns: [
      { name: 'town', values: ['Ulm', 'Ems'] },
      { name: 'rooms', min: 1, step: 1 },
    ],
    target: { name: 'price', min: 100, step: 10 },
    content: [0, 0, 0, 1, 4, 20].map(packLevel).join(''),
  };
  const rows = { raw: Float32Array.of(1, 5, 0, 1), labels: Float32Array.of(1, -1) };
  const told = mistakeRows({ ...values, rows }, { set: 'table', table });
  expect(told.map(({ text }) => text)).toEqual(['Ems, 5', 'Ulm, 1']);
  // From 100 to 300: halfway below the middle is 150.
  expect(told[0]).toMatchObject({ truth: '300', answer: '150' });
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
