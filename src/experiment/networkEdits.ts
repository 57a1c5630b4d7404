/** Edits of single units and layers, which say which unit is which, so that each keeps its weights. Pure. */
import * as failures from '#messages/generated/networkErrors.ts';
import { failed } from '#messages/Failure.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { UnitSource, UnitSources } from './alignUnits.ts';
import type { Experiment } from './experiment.ts';
import { LIMITS } from './limits.ts';
import { networkShape } from './networkShape.ts';

/** `layer` counts hidden layers from 0, `unit` the units of one. */
export type NetworkEdit =
  | { readonly kind: 'addUnit'; readonly layer: number }
  | { readonly kind: 'removeUnit' | 'copyUnit' | 'resetUnit'; readonly layer: number; readonly unit: number }
  | { readonly kind: 'addLayer' | 'copyLayer' | 'removeLayer'; readonly layer: number }
  | { readonly kind: 'moveLayer'; readonly layer: number; readonly to: number };

export const NETWORK_EDITS = [
  'addUnit',
  'removeUnit',
  'copyUnit',
  'resetUnit',
  'addLayer',
  'copyLayer',
  'removeLayer',
  'moveLayer',
] as const satisfies readonly NetworkEdit['kind'][];

interface Layer {
  readonly spec: Experiment['network']['hidden'][number];
  readonly units: readonly (UnitSource | null)[];
}

/** Units of a layer that is added to a network without hidden layers. */
const FIRST_LAYER = { units: 4, activation: 'tanh' } as const;

/**
 * @returns the edited experiment and where its units come from
 * @throws Error where the network has no such layer or unit, or the edit goes beyond a limit
 * @example editNetwork(experiment, { kind: 'removeUnit', layer: 0, unit: 2 })
 */
export function editNetwork(
  experiment: Experiment,
  edit: NetworkEdit,
): { readonly experiment: Experiment; readonly sources: UnitSources } {
  const { hidden } = experiment.network;
  const layers = hidden.map((spec, layer): Layer => ({
    spec,
    units: Array.from({ length: spec.units }, (_, unit) => ({ layer, unit })),
  }));
  const edited = changed(layers, edit);
  if (edited.length > LIMITS.hiddenLayers.max)
    throw failed(failures.tooManyLayers({ most: LIMITS.hiddenLayers.max }));
  const specs = edited.map(({ spec, units }) => ({ ...spec, units: units.length }));
  for (const { units } of specs) {
    if (units < LIMITS.units.min || units > LIMITS.units.max)
      throw failed(failures.unitsOutside({ least: LIMITS.units.min, most: LIMITS.units.max }));
  }
  const next = { ...experiment, network: { ...experiment.network, hidden: specs } };
  if (parameterCount(networkShape(next)) > LIMITS.parameters)
    throw failed(failures.tooManyParameters({ most: LIMITS.parameters }));
  return { experiment: next, sources: edited.map(({ units }) => units) };
}

function changed(layers: readonly Layer[], edit: NetworkEdit): readonly Layer[] {
  if (edit.kind === 'addLayer') {
    // Before the layer of this number; at the end where there is none.
    if (edit.layer === layers.length) return [...layers, newLayer(layers.at(-1))];
    return layers.toSpliced(placeIn(layers, edit.layer), 0, newLayer(layers[edit.layer]));
  }
  const at = placeIn(layers, edit.layer);
  const layer = layers[at]!;
  const withUnits = (units: Layer['units']): readonly Layer[] => layers.with(at, { ...layer, units });
  switch (edit.kind) {
    case 'addUnit':
      return withUnits([...layer.units, null]);
    case 'removeUnit':
      return withUnits(layer.units.toSpliced(unitIn(layer, edit), 1));
    case 'copyUnit': {
      const unit = unitIn(layer, edit);
      return withUnits(layer.units.toSpliced(unit + 1, 0, layer.units[unit]!));
    }
    case 'resetUnit': {
      const unit = unitIn(layer, edit);
      return withUnits(layer.units.with(unit, { ...layer.units[unit]!, isRedrawn: true }));
    }
    case 'copyLayer':
      return layers.toSpliced(at + 1, 0, layer);
    case 'removeLayer':
      return layers.toSpliced(at, 1);
    case 'moveLayer': {
      const to = placeIn(layers, edit.to);
      return layers.toSpliced(at, 1).toSpliced(to, 0, layer);
    }
  }
}

function newLayer(like: Layer | undefined): Layer {
  const spec = like ? { ...like.spec, units: Math.min(like.spec.units, 64) } : FIRST_LAYER;
  return { spec, units: Array.from({ length: spec.units }, () => null) };
}

function placeIn(layers: readonly Layer[], layer: number): number {
  if (Number.isInteger(layer) && layer >= 0 && layer < layers.length) return layer;
  throw failed(failures.noSuchLayer({ layer: String(layer), count: layers.length }));
}

function unitIn({ units }: Layer, { unit }: { readonly unit: number }): number {
  if (Number.isInteger(unit) && unit >= 0 && unit < units.length) return unit;
  throw failed(failures.noSuchUnit({ unit: String(unit), count: units.length }));
}
