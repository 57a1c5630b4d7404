import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { concernsTraining, diffExperiments, isSameBatching, type ExperimentDiff } from './diffExperiments.ts';
import type { Experiment } from './experiment.ts';
import { isSameJson } from './isSameJson.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';

const BASE = defaultExperiment('circle');
const after = (change: Partial<Experiment>) => changesOf(diffExperiments(BASE, { ...BASE, ...change }));
const changesOf = (diff: ExperimentDiff): string[] =>
  Object.entries(diff)
    .filter(([, changed]) => changed === true)
    .map(([name]) => name)
    .toSorted();

describe('diffExperiments', () => {
  it('sees nothing in a title or the view, and serving alone in an edit of it', () => {
    expect(after({ title: 'new', view: { ...BASE.view, discrete: true } })).toEqual([]);
    expect(after({ serving: { ...BASE.serving, maxBatchSize: 1 } })).toEqual(['serving']);
  });

  it('keeps the weights when only training settings change', () => {
    const optimizer = { ...BASE.training.optimizer, learningRate: 0.5 };
    expect(after({ training: { ...BASE.training, optimizer } })).toEqual(['training']);
    expect(after({ training: { ...BASE.training, l2: 0.5 } })).toEqual(['stepWork', 'training']);
    expect(after({ training: { ...BASE.training, schedule: { name: 'cosine' } } })).toEqual(['training']);
    const stop = { ...BASE.training.stop, epochs: 100 };
    expect(after({ training: { ...BASE.training, stop } })).toEqual(['training']);
    expect(after({ training: { ...BASE.training, clip: { by: 'norm', limit: 1 } } })).toEqual([
      'stepWork',
      'training',
    ]);
    expect(after({ training: { ...BASE.training, optimizer: { ...optimizer, name: 'adagrad' } } })).toEqual([
      'slots',
      'stepWork',
      'training',
    ]);
  });

  it('keeps the weights on new samples of the same shape, not on another width', () => {
    expect(after({ data: { ...BASE.data, seed: 99 } })).toEqual(['data', 'samples']);
    expect(after({ data: { ...BASE.data, features: ['x1'] } })).toEqual(
      ['data', 'inputs', 'samples', 'shape', 'slots', 'stepWork', 'weights'].toSorted(),
    );
  });

  it('starts anew for another set, even where it is given the same network', () => {
    const moons = defaultExperiment('moons');
    expect(moons.network).toEqual(BASE.network);
    expect(changesOf(diffExperiments(BASE, moons))).toEqual([
      'data',
      'inputs',
      'samples',
      'slots',
      'start',
      'weights',
    ]);
  });

  it('starts anew for another network, and encodes targets anew for another output', () => {
    const renewed = ['network', 'slots', 'start', 'weights'];
    expect(after({ network: { ...BASE.network, seed: 2 } })).toEqual(renewed);
    expect(after({ network: { ...BASE.network, initializer: 'zeros' } })).toEqual(renewed);
    // Another activation has other kernels, and the same weights.
    const reshaped = ['network', 'shape', 'stepWork'];
    expect(after({ network: { ...BASE.network, output: { activation: 'linear' } } })).toEqual(reshaped);
    expect(after({ network: { ...BASE.network, output: { activation: 'sigmoid' } } })).toEqual(
      [...reshaped, 'samples'].toSorted(),
    );
  });

  it('is by value, symmetric, and consistent, for any two experiments', () => {
    const mixed = fc
      .tuple(arbitraryExperiment, arbitraryExperiment, fc.boolean(), fc.boolean())
      .map(([a, b, training, serving]): [Experiment, Experiment] => [
        a,
        { ...a, ...(training ? { training: b.training } : {}), ...(serving ? { serving: b.serving } : {}) },
      ]);
    fc.assert(
      fc.property(fc.oneof(mixed, fc.tuple(arbitraryExperiment, arbitraryExperiment)), ([a, b]) => {
        expect(changesOf(diffExperiments(a, JSON.parse(JSON.stringify(a)) as Experiment))).toEqual([]);
        const diff = diffExperiments(a, b);
        expect(diffExperiments(b, a)).toEqual(diff);
        for (const section of ['data', 'network', 'training', 'serving'] as const) {
          expect(diff[section]).toBe(JSON.stringify(a[section]) !== JSON.stringify(b[section]));
        }
        const implies = (cause: boolean, effect: boolean): void => expect(!cause || effect).toBe(true);
        implies(diff.shape, diff.stepWork);
        implies(diff.weights, diff.start || diff.shape);
        implies(diff.weights, diff.slots && (diff.data || diff.network));
        implies(diff.inputs, diff.data);
        implies(diff.data, diff.samples);
        implies(diff.samples || diff.slots || diff.stepWork, concernsTraining(diff));
        implies(!isSameBatching(a.serving, b.serving), diff.serving);
      }),
    );
  });
});

it('isSameJson agrees with serialised texts, whatever the order of keys', () => {
  const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(isSameJson(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(isSameJson(a, structuredClone(a))).toBe(true);
    }),
  );
  expect(isSameJson({ a: 1, b: [2], c: undefined }, { b: [2], a: 1 })).toBe(true);
  expect(isSameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(isSameJson([1], { 0: 1 })).toBe(false);
});
