/** Edits of the layers stop at the limits. */
import { expect, it } from 'vitest';
import { checkExperiment } from '#experiment/checkExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { withActivation, withLayer, withoutLayer, withUnits } from './editLayers.ts';

const start = defaultExperiment('circle');

it('changes one layer and keeps the others', () => {
  const edited = withUnits(start, 0, 9)!;
  expect(edited.network.hidden[0]!.units).toBe(9);
  expect(edited.network.hidden[1]).toBe(start.network.hidden[1]);
  expect(edited.data).toBe(start.data);
  expect(withActivation(start, 1, 'gelu').network.hidden.map(({ activation }) => activation)).toEqual([
    start.network.hidden[0]!.activation,
    'gelu',
  ]);
  expect(withoutLayer(start, 0)!.network.hidden).toEqual([start.network.hidden[1]]);
});

it('rejects fractions and units outside the limits', () => {
  for (const units of [0, -1, 2.5, LIMITS.units.max + 1, Number.NaN])
    expect(withUnits(start, 0, units)).toBeNull();
});

it('adds layers up to the limit, also to a network without any', () => {
  let grown: Experiment | null = withoutLayer(withoutLayer(start, 0)!, 0);
  for (let count = 0; count < LIMITS.hiddenLayers.max; count++) grown = withLayer(grown!);
  expect(grown!.network.hidden).toHaveLength(LIMITS.hiddenLayers.max);
  expect(withLayer(grown!)).toBeNull();
  expect(() => checkExperiment(grown!)).not.toThrow();
});

it('rejects more parameters than a tab can train', () => {
  let wide: Experiment | null = defaultExperiment('mnist');
  wide = withUnits(wide, 0, 1024)!;
  wide = withLayer(wide)!;
  wide = withUnits(wide, 1, 1024)!;
  expect(withUnits(withLayer(wide)!, 2, 1024)).toBeNull();
});
