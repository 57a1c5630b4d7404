import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATA_SET_NAMES } from '#datasets/registry.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { changeExperiment } from './changeExperiment.ts';
import { defaultExperiment } from './defaults.ts';
import type { ExperimentInput } from './experiment.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';
import { switchDataSet } from './withDataSet.ts';

const circle = defaultExperiment('circle');

test('the given parts change, the others stay', () => {
  const changed = changeExperiment(circle, { training: { l2: 0.001, optimizer: { learningRate: 0.1 } } });
  expect(changed).toEqual({
    ...circle,
    training: {
      ...circle.training,
      l2: 0.001,
      optimizer: { ...circle.training.optimizer, learningRate: 0.1 },
    },
  });
  expect(changeExperiment(circle, {})).toEqual(circle);
});

test('lists are replaced', () => {
  const hidden = [{ units: 3, activation: 'relu' as const }];
  expect(changeExperiment(circle, { network: { hidden } }).network.hidden).toEqual(hidden);
});

test.each(DATA_SET_NAMES)('the data set %s changes what depends on it, as in the menu', (set) => {
  const changed = changeExperiment(circle, { data: { set, seed: 5 } });
  const menu = switchDataSet(circle, set);
  expect(changed).toEqual({ ...menu, data: { ...menu.data, seed: 5 } });
});

test('loss, output and optimiser change each other, unless both are named', () => {
  const sigmoid = changeExperiment(circle, { training: { loss: 'binaryCrossentropy' } });
  expect(sigmoid.network.output.activation).toBe('sigmoid');
  const crossentropy = changeExperiment(circle, { network: { output: { activation: 'softmax' } } });
  expect(crossentropy.training.loss).toBe('halfSquaredError');
  const both = { training: { loss: 'huber' }, network: { output: { activation: 'sigmoid' } } } as const;
  expect(changeExperiment(circle, both)).toMatchObject(both);
  const adam = changeExperiment(circle, { training: { optimizer: { name: 'adam' } } });
  expect(adam.training.optimizer).toEqual({ name: 'adam', learningRate: OPTIMIZER_RULES.adam.learningRate });
});

describe('a wrong change', () => {
  test.each<[unknown, RegExp]>([
    [null, /must be an object/],
    ['spiral', /must be an object/],
    [[], /must be an object/],
    [{ trainig: {} }, /trainig/],
    [{ training: { rate: 1 } }, /rate/],
    [{ training: { batchSize: 0 } }, /batchSize is 0/],
    [{ training: 5 }, /training/],
    [{ data: { set: 'spirals' } }, /spirals.*it may be/],
    [{ network: { output: { activation: 'relu' } } }, /relu/],
    [{ training: { loss: 'hinge' }, network: { output: { activation: 'softmax' } } }, /hinge/],
  ])('%j is refused with the part named', (change, words) => {
    expect(() => changeExperiment(circle, change as ExperimentInput)).toThrow(words);
  });
});

test('changing to the whole of another experiment gives that one', () => {
  fc.assert(
    fc.property(arbitraryExperiment, arbitraryExperiment, (before, after) => {
      const { data, network, training, serving, load } = after;
      const changed = changeExperiment(before, { data, network, training, serving, load });
      expect(changed.data.set).toBe(data.set);
      expect(changed.network).toEqual(network);
      expect(changed.training).toMatchObject(training);
    }),
  );
});

test('another schedule starts from its own defaults and keeps the warm-up; the same one keeps what is set', () => {
  const step = changeExperiment(circle, {
    training: { schedule: { name: 'step', every: 10, drop: 0.3, warmup: 2 } },
  });
  const edited = changeExperiment(step, { training: { schedule: { name: 'step', every: 20 } } });
  expect(edited.training.schedule).toEqual({ name: 'step', every: 20, drop: 0.3, warmup: 2 });
  const cosine = changeExperiment(edited, { training: { schedule: { name: 'cosine' } } });
  expect(cosine.training.schedule).toEqual({ name: 'cosine', warmup: 2 });
  expect(changeExperiment(cosine, { training: { stop: { epochs: 9 } } }).training.stop.epochs).toBe(9);
});
