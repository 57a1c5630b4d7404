import { expect, test } from 'vitest';
import { DEFAULT_SWEEP } from '#experiment/sweepSpec.ts';
import { orderOf, readSettings, type TrainingSweepSettings } from './readSettings.ts';

const good: TrainingSweepSettings = { over: { 'training.batchSize': [1, 2] }, until: { epochs: 10 } };

test('what is left out has its default', () => {
  expect(readSettings(good)).toEqual({
    choice: {
      over: [{ path: 'training.batchSize', values: [1, 2] }],
      method: 'grid',
      samples: undefined,
      seed: 1,
      starts: 1,
    },
    until: { epochs: 10, seconds: 0, testLoss: 0 },
  });
});

test.each([
  [undefined, /takes an object/],
  [{ ...good, speed: 1 }, /no setting “speed”/],
  [{ ...good, over: [] }, /needs “over”/],
  [{ ...good, over: { 'training.batchSize': 3 } }, /must be a list/],
  [{ ...good, method: 'bayes' }, /grid, random, halving/],
  [{ ...good, method: 'random' }, /needs “samples”/],
  [{ ...good, samples: 0 }, /“samples” is 0/],
  [{ ...good, starts: 1.5 }, /“starts” is 1.5/],
  [{ ...good, seed: -1 }, /“seed” is -1/],
  [{ ...good, until: {} }, /needs an end/],
  [{ ...good, until: undefined }, /needs an end/],
  [{ ...good, until: { testLoss: 0.1 } }, /may never be reached/],
  [{ ...good, until: { epochs: 1.5 } }, /“until.epochs” is 1.5/],
  [{ ...good, until: { epochs: -1 } }, /“until.epochs” is -1/],
  [{ ...good, until: { steps: 4 } }, /no setting “until.steps”/],
  [{ ...good, method: 'halving', until: { seconds: 1 } }, /Halving needs/],
])('%j is refused with a sentence', (settings, sentence) => {
  expect(() => readSettings(settings as never)).toThrow(sentence);
});

test('the sweep that the tab opens with can be run', () => {
  expect(orderOf(DEFAULT_SWEEP)).toMatchObject({ choice: { method: 'grid' }, until: { epochs: 200 } });
});
