import { describe, expect, test } from 'vitest';
import { alignUnits } from './alignUnits.ts';
import { changeExperiment } from './changeExperiment.ts';
import { defaultExperiment } from './defaults.ts';
import { LIMITS } from './limits.ts';
import { editNetwork, type NetworkEdit } from './networkEdits.ts';

const layer = (units: number, activation: 'tanh' | 'relu' = 'tanh') => ({ units, activation });
const network = (...hidden: ReturnType<typeof layer>[]) =>
  changeExperiment(defaultExperiment('circle'), { network: { hidden } });
const at = (index: number, ...units: number[]) => units.map((unit) => ({ layer: index, unit }));

function edited(hidden: ReturnType<typeof layer>[], edit: NetworkEdit) {
  const { experiment, sources } = editNetwork(network(...hidden), edit);
  expect(sources.map(({ length }) => length)).toEqual(experiment.network.hidden.map(({ units }) => units));
  return { hidden: experiment.network.hidden, sources };
}

test('units of an edit say where they come from', () => {
  const hidden = [layer(3), layer(2, 'relu')];
  expect(edited(hidden, { kind: 'addUnit', layer: 1 }).sources).toEqual([
    at(0, 0, 1, 2),
    [...at(1, 0, 1), null],
  ]);
  expect(edited(hidden, { kind: 'removeUnit', layer: 0, unit: 1 }).sources).toEqual([
    at(0, 0, 2),
    at(1, 0, 1),
  ]);
  expect(edited(hidden, { kind: 'copyUnit', layer: 0, unit: 1 }).sources[0]).toEqual(at(0, 0, 1, 1, 2));
  expect(edited(hidden, { kind: 'resetUnit', layer: 1, unit: 0 }).sources[1]).toEqual([
    { layer: 1, unit: 0, isRedrawn: true },
    { layer: 1, unit: 1 },
  ]);
  const moved = edited(hidden, { kind: 'moveLayer', layer: 0, to: 1 });
  expect(moved).toEqual({ hidden: [layer(2, 'relu'), layer(3)], sources: [at(1, 0, 1), at(0, 0, 1, 2)] });
  expect(edited(hidden, { kind: 'copyLayer', layer: 0 }).sources).toEqual([
    at(0, 0, 1, 2),
    at(0, 0, 1, 2),
    at(1, 0, 1),
  ]);
  expect(edited(hidden, { kind: 'removeLayer', layer: 0 }).sources).toEqual([at(1, 0, 1)]);
  expect(edited(hidden, { kind: 'addLayer', layer: 2 }).sources[2]).toEqual([null, null]);
  expect(edited([], { kind: 'addLayer', layer: 0 }).hidden).toEqual([layer(4)]);
});

test('what is not there, or too much, is refused with a sentence', () => {
  const refuse = (hidden: ReturnType<typeof layer>[], edit: NetworkEdit) => () =>
    editNetwork(network(...hidden), edit);
  expect(refuse([layer(3)], { kind: 'addUnit', layer: 1 })).toThrow(
    'There is no hidden layer 1: the network has one',
  );
  expect(refuse([layer(3)], { kind: 'copyUnit', layer: 0, unit: 3 })).toThrow(
    'There is no unit 3 in that layer',
  );
  expect(refuse([layer(1)], { kind: 'removeUnit', layer: 0, unit: 0 })).toThrow('1 to 1,024 units');
  expect(refuse([layer(LIMITS.units.max)], { kind: 'addUnit', layer: 0 })).toThrow('1,024');
  const most = Array.from({ length: LIMITS.hiddenLayers.max }, () => layer(2));
  expect(refuse(most, { kind: 'copyLayer', layer: 0 })).toThrow('at most 12 hidden layers');
});

test('limits allow what the workbench promises', () => {
  expect(LIMITS.units.max).toBeGreaterThanOrEqual(512);
  expect(LIMITS.hiddenLayers).toEqual({ min: 0, max: 12 });
});

describe('layers of an edit that does not say', () => {
  test('stand for those at the same end, units for those at their place', () => {
    expect(alignUnits([layer(6), layer(4)], [layer(6), layer(5)])).toEqual([
      at(0, 0, 1, 2, 3, 4, 5),
      [...at(1, 0, 1, 2, 3), null],
    ]);
    expect(alignUnits([layer(2), layer(3), layer(2, 'relu')], [layer(2), layer(2, 'relu')])).toEqual([
      at(0, 0, 1),
      at(2, 0, 1),
    ]);
    expect(alignUnits([layer(2)], [layer(2), layer(3)])[1]).toEqual([null, null, null]);
    expect(alignUnits([layer(3, 'relu')], [layer(2)])).toEqual([at(0, 0, 1)]);
    expect(alignUnits([layer(3)], [])).toEqual([]);
  });
});
