import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../spec/defaults.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { whatChanged } from './whatChanged.ts';

const BASE = defaultExperiment('circle');
const after = (change: Partial<Experiment>) => whatChanged(BASE, { ...BASE, ...change });
const NOTHING = { data: false, weights: false, slots: false, plan: false };

describe('whatChanged', () => {
  it('sees nothing in a title, the serving plan or the view', () => {
    expect(after({ title: 'new', serving: { ...BASE.serving, maxBatchSize: 1 } })).toEqual(NOTHING);
    expect(after({ view: { ...BASE.view, discrete: true } })).toEqual(NOTHING);
  });

  it('keeps the weights when only the training plan changes', () => {
    const optimizer = { ...BASE.training.optimizer, learningRate: 0.5 };
    expect(after({ training: { ...BASE.training, optimizer } })).toEqual({ ...NOTHING, plan: true });
    expect(after({ training: { ...BASE.training, optimizer: { ...optimizer, name: 'adagrad' } } })).toEqual({
      ...NOTHING,
      plan: true,
      slots: true,
    });
  });

  it('keeps the weights on new samples of the same shape, not on another width', () => {
    expect(after({ data: { ...BASE.data, seed: 99 } })).toEqual({ ...NOTHING, data: true });
    expect(after({ data: { ...BASE.data, features: ['x1'] } })).toEqual({
      data: true,
      weights: true,
      slots: true,
      plan: false,
    });
  });

  it('starts anew for another set, even where it is given the same network', () => {
    const moons = defaultExperiment('moons');
    expect(moons.network).toEqual(BASE.network);
    expect(whatChanged(BASE, moons)).toEqual({ data: true, weights: true, slots: true, plan: false });
  });

  it('starts anew for another network, and writes targets anew for another output', () => {
    const renewed = { ...NOTHING, weights: true, slots: true };
    expect(after({ network: { ...BASE.network, seed: 2 } })).toEqual(renewed);
    expect(after({ network: { ...BASE.network, initializer: 'zeros' } })).toEqual(renewed);
    expect(after({ network: { ...BASE.network, output: { activation: 'linear' } } })).toEqual(renewed);
    expect(after({ network: { ...BASE.network, output: { activation: 'sigmoid' } } })).toEqual({
      ...renewed,
      data: true,
    });
  });
});
