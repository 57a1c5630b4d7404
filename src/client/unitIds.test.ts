import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { editNetwork, type NetworkEdit } from '#experiment/networkEdits.ts';
import { hasSameUnits, inheritUnits, unitIdsOf } from './unitIds.ts';

const circle = defaultExperiment('circle');
const START: Experiment = {
  ...circle,
  network: { ...circle.network, hidden: [3, 2].map((units) => ({ units, activation: 'tanh' as const })) },
};

function edit(experiment: Experiment, change: NetworkEdit): Experiment {
  const { experiment: next, sources } = editNetwork(experiment, change);
  inheritUnits(next, experiment, sources);
  return next;
}

test('a unit keeps its number through edits, however many', () => {
  const start = { ...START };
  const [first] = unitIdsOf(start).ids;
  const removed = edit(start, { kind: 'removeUnit', layer: 0, unit: 1 });
  const moved = edit(removed, { kind: 'moveLayer', layer: 0, to: 1 });
  expect(unitIdsOf(moved).ids[1]).toEqual([first![0], first![2]]);
  const added = edit(moved, { kind: 'addUnit', layer: 1 });
  expect(unitIdsOf(added).ids[1]!.slice(0, 2)).toEqual([first![0], first![2]]);
  expect(new Set(unitIdsOf(added).ids.flat()).size).toBe(5);
});

test('copies and redrawn units have numbers of their own and say what they began as', () => {
  const start = { ...START };
  const [, second] = unitIdsOf(start).ids[0]!;
  const copied = edit(start, { kind: 'copyUnit', layer: 0, unit: 1 });
  const copy = unitIdsOf(copied).ids[0]![2]!;
  expect(unitIdsOf(copied).origins).toEqual([{ id: copy, of: second, isRedrawn: false }]);
  const redrawn = edit(copied, { kind: 'resetUnit', layer: 0, unit: 0 });
  expect(unitIdsOf(redrawn).origins.map(({ isRedrawn }) => isRedrawn)).toEqual([false, true]);
  // What is gone is forgotten.
  expect(unitIdsOf(edit(redrawn, { kind: 'removeLayer', layer: 0 })).origins).toEqual([]);
});

test('other settings change no unit; equal layers that change places do', () => {
  const start = {
    ...START,
    network: { ...START.network, hidden: [START.network.hidden[0]!, START.network.hidden[0]!] },
  };
  const renamed = { ...start, title: 'Another' };
  inheritUnits(renamed, start);
  expect(hasSameUnits(renamed, start)).toBe(true);
  const swapped = edit(start, { kind: 'moveLayer', layer: 0, to: 1 });
  expect(swapped.network.hidden).toEqual(start.network.hidden);
  expect(hasSameUnits(swapped, start)).toBe(false);
});
