import { expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { runName } from './runName.ts';

const present = defaultExperiment('moons');
const name = (change: Parameters<typeof changeExperiment>[1]): string =>
  runName(changeExperiment(present, change), present).replaceAll('\u202f', ' ');

test('a run is named by the settings in which it differs', () => {
  expect(name({})).toBe('same settings');
  expect(name({ training: { optimizer: { name: 'sgd', learningRate: 0.5 }, batchSize: 7 } })).toBe(
    'SGD, learning rate 0.5, batch of 7',
  );
  expect(name({ network: { hidden: [{ units: 3, activation: 'relu' }] } })).toBe('3 ReLU');
  expect(
    name({
      network: {
        hidden: [
          { units: 3, activation: 'relu' },
          { units: 2, activation: 'tanh' },
        ],
        seed: 9,
      },
    }),
  ).toBe('3 ReLU, 2 tanh, seed 9');
  expect(name({ network: { hidden: [] } })).toBe('no hidden layer');
  expect(name({ data: { noise: 0.4, seed: 3 } })).toBe('noise 40 %, data seed 3');
});

test('what has no words of its own is still told', () => {
  expect(name({ training: { stop: { epochs: 40 } } })).toBe('other training settings');
});

test('what is not trained with makes no difference', () => {
  expect(runName({ ...present, title: 'Another' }, present)).toBe('same settings');
});
