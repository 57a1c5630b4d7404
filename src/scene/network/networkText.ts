/** The network as text and tables, for screen readers. */
import { unitIndex } from '#canvas/networkScene.ts';
import * as say from '#messages/generated/network.ts';
import { ACTIVATION_LABELS } from '../labels.ts';
import { signedText } from '#messages/valueText.ts';
import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';
import type { Snapshot } from '#state/feeds.ts';
import { regionsText } from '../output/planeText.ts';
import { layerName, unitName, type NameSources } from './unitNames.ts';
import { weightAt } from './weightAt.ts';

/** Layers with more units or sources are summarised by ranges. */
const MOST_UNITS = 16;
const MOST_SOURCES = 12;

interface LayerTable {
  readonly summary: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** "Hidden 1, 6 tanh units": each layer with its biases and weights. */
export function layerTable(names: NameSources, layer: number, parameters: ArrayLike<number>): LayerTable {
  const { shape } = names;
  const place = layerOffsets(shape)[layer];
  const spec = shape.layers[layer];
  if (!place || !spec) return { summary: '', head: [], rows: [] };
  const weights = rangeText(parameters, place.kernelOffset, place.inputs * place.units);
  const biases = rangeText(parameters, place.biasOffset, place.units);
  const summary = say.layerSummary({
    layer: layerName(shape, layer),
    units: place.units,
    activation: activationName(shape, layer),
    inputs: place.inputs,
    weights,
    biases,
  });
  if (place.units > MOST_UNITS || place.inputs > MOST_SOURCES) return { summary, head: [], rows: [] };
  const sources = Array.from({ length: place.inputs }, (_, from) => from);
  return {
    summary,
    head: [
      say.unit(),
      say.biasHead(),
      ...sources.map((from) => say.from({ unit: unitName(names, layer - 1, from) })),
    ],
    rows: Array.from({ length: place.units }, (_, unit) => [
      unitName(names, layer, unit),
      signedText(weightAt(shape, parameters, layer, null, unit)),
      ...sources.map((from) => signedText(weightAt(shape, parameters, layer, from, unit))),
    ]),
  };
}

/** One unit, announced when it gets the focus. */
export function unitText(
  names: NameSources,
  { layer, unit }: { readonly layer: number; readonly unit: number },
  { parameters, maps }: Pick<Snapshot, 'parameters' | 'maps'>,
): string {
  const { shape } = names;
  const place = layerOffsets(shape)[layer];
  if (!place) return '';
  const bias = signedText(weightAt(shape, parameters, layer, null, unit));
  const value = (from: number): number => weightAt(shape, parameters, layer, from, unit);
  const sources = Array.from({ length: place.inputs }, (_, from) => from);
  const strongest = sources
    .toSorted((a, b) => Math.abs(value(b)) - Math.abs(value(a)))
    .slice(0, MOST_SOURCES);
  const told = place.inputs > MOST_SOURCES ? strongest : sources;
  const weights = told
    .map((from) => say.numberOf({ unit: unitName(names, layer - 1, from), value: signedText(value(from)) }))
    .join(', ');
  const parts = { activation: activationName(shape, layer), bias, weights };
  const text = place.inputs > MOST_SOURCES ? say.strongestOfUnit(parts) : say.weightsOfUnit(parts);
  if (!maps) return text;
  const from = (unitIndex(shape, layer) + unit) * maps.side * maps.side;
  return say.onThePlane({ text, regions: regionsText({ side: maps.side, values: maps.units, from }) });
}

function activationName(shape: NetworkShape, layer: number): string {
  const { activation } = shape.layers[layer]!;
  if (layer === shape.layers.length - 1) return ACTIVATION_LABELS[activation].short;
  return ACTIVATION_LABELS[activation].whole;
}

function rangeText(parameters: ArrayLike<number>, from: number, count: number): string {
  let [low, high] = [Infinity, -Infinity];
  for (let i = from; i < from + count; i++) {
    low = Math.min(low, parameters[i] ?? Number.NaN);
    high = Math.max(high, parameters[i] ?? Number.NaN);
  }
  return count === 1 ? signedText(low) : say.range({ low: signedText(low), high: signedText(high) });
}
