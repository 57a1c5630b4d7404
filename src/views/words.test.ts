/** A title follows from the experiment until somebody gives one. */
import { expect, it } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import { titleOf } from './words.ts';

it('tells the set and the layers', () => {
  expect(titleOf(defaultExperiment('spiral'))).toBe('Spiral, two hidden layers');
  expect(titleOf(defaultExperiment('mnist'))).toBe('Digits, one hidden layer');
  expect(titleOf(defaultExperiment('plane'))).toBe('Plane, no hidden layers');
});

it('gives way to a name', () => {
  expect(titleOf({ ...defaultExperiment(), title: 'For Tuesday' })).toBe('For Tuesday');
});
