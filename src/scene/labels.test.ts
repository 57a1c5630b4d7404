/** The default title is made from the experiment. */
import { expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { titleOf } from './labels.ts';

it('it names the set and counts the layers', () => {
  expect(titleOf(defaultExperiment('spiral'))).toBe('Spiral, two hidden layers');
  expect(titleOf(defaultExperiment('mnist'))).toBe('Digits, one hidden layer');
  expect(titleOf(defaultExperiment('plane'))).toBe('Plane, no hidden layers');
});

it('it gives way to a title', () => {
  expect(titleOf({ ...defaultExperiment(), title: 'For Tuesday' })).toBe('For Tuesday');
});
