import { expect, test } from 'vitest';
import { distributionOf } from '#nn/layerStatistics.ts';
import { distributionText, histogramPicture, roundUp } from './histogramPicture.ts';
import { gradientText, layerRows, type Distributions } from './layerRows.ts';
import { smallText } from './smallText.ts';

const shape = {
  inputs: 2,
  layers: [
    { units: 4, activation: 'relu' },
    { units: 2, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ],
} as const;
const layer = (gradient: number, saturatedShare = 0, dead: number[] = []) => ({
  weights: distributionOf([1, -1, 3, -3]),
  biases: distributionOf([0]),
  gradients: distributionOf([gradient, -gradient]),
  activations: distributionOf([0, 1]),
  dead,
  saturated: [],
  saturatedShare,
  gradientNorm: 1,
  updateRatio: 0.001,
});
const found = (...layers: ReturnType<typeof layer>[]): Distributions => ({
  epoch: 4,
  step: 40,
  samples: 100,
  loss: 0.5,
  layers,
});

test('a row has root mean squares, dead ReLU units or saturated activations, and a dash where there is neither', () => {
  const rows = layerRows(shape, found(layer(0.02, 0, [1, 3]), layer(0.01, 0.25), layer(0.01)));
  expect(rows).toEqual([
    { name: 'Hidden 1', weights: '2.24', gradient: '0.0200', flat: '50 %' },
    { name: 'Hidden 2', weights: '2.24', gradient: '0.0100', flat: '25 %' },
    { name: 'Output', weights: '2.24', gradient: '0.0100', flat: '–' },
  ]);
  expect(layerRows(shape, found(layer(1)))).toEqual([]);
});

test('the sentence is made from the numbers', () => {
  expect(gradientText(shape, found(layer(0.01), layer(0.08, 0.53), layer(0.01)))).toBe(
    'The loss depends most on Hidden 2: its gradient is <b>8.0 times</b> that of Hidden 1. 53 % of its activations are flat already.',
  );
  expect(gradientText(shape, found(layer(0.01), layer(0.012), layer(0.01)))).toBe(
    'The loss depends on all layers about equally.',
  );
  expect(gradientText(shape, found(layer(0), layer(0), layer(0)))).toBeNull();
});

test('a histogram stands on a round axis about 0, or on the range of its activation', () => {
  expect(histogramPicture(distributionOf([-2.3, 1], 2))).toMatchObject({
    low: -3,
    high: 3,
    min: -2.3,
    max: 1,
  });
  expect(histogramPicture(distributionOf([0.2, 0.7], 2), [-1, 1])).toMatchObject({ low: -1, high: 1 });
  expect(histogramPicture(distributionOf([0, 7], 2), [0, Infinity])).toMatchObject({ low: 0, high: 8 });
  expect(histogramPicture(distributionOf([Number.NaN], 2))).toMatchObject({ low: -1, high: 1 });
  expect([0.0012, 1, 1.2, 9, 0].map(roundUp)).toEqual([0.0015, 1, 1.5, 10, 1]);
  expect(distributionText('Weights', distributionOf([1, -1]))).toBe(
    'Weights: 2 values from −1.00 to 1.00, mean 0, standard deviation 1.00.',
  );
});

test('small and large numbers keep three digits', () => {
  expect([0, 1.2345, -0.012345, 0.00004567, 123456, Number.NaN].map(smallText)).toEqual([
    '0',
    '1.23',
    '−0.0123',
    '4.6e−5',
    '1.2e5',
    'NaN',
  ]);
});
