import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATA_SET_NAMES } from '#datasets/registry.ts';
import { factsOf } from './dataFacts.ts';
import { OUTPUT_ACTIVATIONS, LOSSES } from '#nn/vocabulary.ts';
import { checkExperiment } from './checkExperiment.ts';
import { defaultExperiment } from './defaults.ts';
import { experimentSchema, type Experiment } from './experiment.ts';
import { LOSSES_OF_TASK } from './output.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';
import { outputsOf, switchDataSet, switchLoss, switchOutput } from './withDataSet.ts';

function expectValid(experiment: Experiment): void {
  expect(experimentSchema.safeParse(experiment).success).toBe(true);
  expect(checkExperiment(experiment)).toEqual([]);
}

describe('another data set', () => {
  test.each(DATA_SET_NAMES)('an untouched experiment becomes the default of %s', (set) => {
    expect(switchDataSet(defaultExperiment('circle'), set)).toEqual(defaultExperiment(set));
    expect(switchDataSet(defaultExperiment('mnist'), set)).toEqual(defaultExperiment(set));
  });

  test('layers, rate and noise set by hand go along to another plane', () => {
    const circle = defaultExperiment('circle');
    const mine: Experiment = {
      ...circle,
      data: { ...circle.data, noise: 0.2, seed: 7, features: ['x1', 'x1^2'] },
      network: { ...circle.network, hidden: [{ units: 3, activation: 'relu' }], seed: 9 },
      training: { ...circle.training, optimizer: { name: 'sgd', learningRate: 0.1 } },
    };
    const spiral = switchDataSet(mine, 'spiral');
    expect(spiral.network.hidden).toEqual(mine.network.hidden);
    expect(spiral.training.optimizer).toEqual(mine.training.optimizer);
    expect(spiral.data).toEqual({ ...mine.data, set: 'spiral' });
    const digits = switchDataSet(mine, 'mnist');
    expect(digits.network.hidden).toEqual(defaultExperiment('mnist').network.hidden);
    expect(digits.network.seed).toBe(9);
    expect(digits.data.seed).toBe(7);
  });

  test('always gives a valid experiment, with the seed of the data, serving and view kept', () => {
    fc.assert(
      fc.property(arbitraryExperiment, fc.constantFrom(...DATA_SET_NAMES), (experiment, set) => {
        const switched = switchDataSet(experiment, set);
        expectValid(switched);
        expect(switched.data.set).toBe(set);
        expect(switched.data.seed).toBe(experiment.data.seed);
        const [old, fresh] = [experiment.data.set, set].map((name) => defaultExperiment(name).network.seed);
        const isDefault = experiment.network.seed === old && experiment.data.set !== set;
        expect(switched.network.seed).toBe(isDefault ? fresh : experiment.network.seed);
        expect(switched.serving).toEqual(experiment.serving);
        expect(switched.view).toEqual(experiment.view);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

describe('another loss or output', () => {
  test('binary cross-entropy turns tanh into sigmoid, and back', () => {
    const switched = switchLoss(defaultExperiment('circle'), 'binaryCrossentropy');
    expect(switched.network.output.activation).toBe('sigmoid');
    expect(switchOutput(switched, 'tanh').training.loss).toBe('halfSquaredError');
  });

  test('always gives a valid experiment, and what was asked for where the set has it', () => {
    fc.assert(
      fc.property(
        arbitraryExperiment,
        fc.constantFrom(...LOSSES),
        fc.constantFrom(...OUTPUT_ACTIVATIONS),
        (experiment, loss, activation) => {
          const byLoss = switchLoss(experiment, loss);
          expectValid(byLoss);
          const byOutput = switchOutput(experiment, activation);
          expectValid(byOutput);
          const { task } = factsOf(experiment.data);
          if (LOSSES_OF_TASK[task].includes(loss)) expect(byLoss.training.loss).toBe(loss);
          if (outputsOf(factsOf(experiment.data)).includes(activation)) {
            expect(byOutput.network.output.activation).toBe(activation);
          }
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});
