import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { ExperimentError } from '#experiment/ExperimentError.ts';
import { fieldsOf } from './sweepFields.ts';
import { withValues } from './withValues.ts';

const spiral = defaultExperiment('spiral');
const two = changeExperiment(spiral, {
  network: {
    hidden: [
      { units: 8, activation: 'tanh' },
      { units: 6, activation: 'relu' },
    ],
  },
});

test('a value goes to its path, and nothing else changes', () => {
  const next = withValues(two, { 'training.batchSize': 7, 'network.hidden.1.units': 3 });
  expect(next.training).toEqual({ ...two.training, batchSize: 7 });
  expect(next.network.hidden).toEqual([
    { units: 8, activation: 'tanh' },
    { units: 3, activation: 'relu' },
  ]);
  expect(next.data).toEqual(two.data);
});

test('a star is every layer, and length is the depth', () => {
  expect(withValues(two, { 'network.hidden.*.units': 5 }).network.hidden.map(({ units }) => units)).toEqual([
    5, 5,
  ]);
  // Whatever comes first in the settings, the depth is there before its layers.
  const deep = withValues(two, { 'network.hidden.*.units': 4, 'network.hidden.length': 3 });
  expect(deep.network.hidden).toEqual([
    { units: 4, activation: 'tanh' },
    { units: 4, activation: 'relu' },
    { units: 4, activation: 'relu' },
  ]);
  expect(withValues(two, { 'network.hidden.length': 0 }).network.hidden).toEqual([]);
});

test('an optimiser brings its own rate, unless that is varied, too', () => {
  const own = withValues(spiral, { 'training.optimizer.name': 'sgd' });
  expect(own.training.optimizer).toEqual(
    changeExperiment(spiral, { training: { optimizer: { name: 'sgd' } } }).training.optimizer,
  );
  const both = withValues(spiral, {
    'training.optimizer.name': 'sgd',
    'training.optimizer.learningRate': 0.2,
  });
  expect(both.training.optimizer).toEqual({ name: 'sgd', learningRate: 0.2 });
});

test('a path that leads nowhere is named, and so is a value that does not fit', () => {
  for (const path of [
    'x',
    'view.dock',
    'training',
    'network.hidden.0.width',
    'training..batchSize',
    '__proto__.polluted',
  ])
    expect(() => withValues(two, { [path]: 1 }), path).toThrow(/no field that a sweep can vary/);
  expect(() => withValues(two, { 'network.hidden.2.units': 1 })).toThrow(
    /the network has 2, numbered from 0/,
  );
  expect(() => withValues(two, { 'training.speed': 1 })).toThrow(/training.speed is not a field/);
  expect(() => withValues(two, { 'training.batchSize': 0 })).toThrow(
    /training.batchSize is 0; it may be 1 to 4,096/,
  );
  expect(() => withValues(two, { 'network.hidden.length': 1.5 })).toThrow(/whole number/);
});

test('every field that the screen offers takes what it proposes, and any path throws nothing but sentences', () => {
  for (const set of ['spiral', 'iris', 'plane', 'blobs'] as const) {
    const experiment = defaultExperiment(set);
    for (const field of fieldsOf(experiment)) {
      for (const value of field.proposed(experiment))
        expect(
          () => withValues(experiment, { [field.path]: value }),
          `${set} ${field.path} ${value}`,
        ).not.toThrow();
    }
  }
  fc.assert(
    fc.property(fc.string(), fc.anything(), (path, value) => {
      try {
        withValues(two, { [path]: value });
      } catch (error) {
        expect(error instanceof ExperimentError || 'code' in (error as object)).toBe(true);
      }
    }),
  );
});
