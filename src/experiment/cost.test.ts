import { expect, test } from 'vitest';
import { cost } from './cost.ts';
import { defaultExperiment } from './defaults.ts';
import { parseExperiment } from './parseExperiment.ts';

test('784-128-10 under Adam', () => {
  expect(cost(defaultExperiment('mnist'))).toEqual({
    parameters: 101_770,
    units: 138,
    multiplicationsPerSample: 101_632,
    stateBytes: 101_770 * 3 * 4,
  });
});

test('a lone unit under plain gradient descent keeps its parameters only', () => {
  const lone = parseExperiment({ network: { hidden: [] }, training: { optimizer: { name: 'sgd' } } });
  expect(cost(lone)).toEqual({ parameters: 3, units: 1, multiplicationsPerSample: 2, stateBytes: 12 });
});
