/** The network as text and tables, for screen readers. */
import { unitIndex } from '#canvas/networkScene.ts';
import { ACTIVATION_WORDS } from '../labels.ts';
import { countText } from '#messages/numberText.ts';
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
  const units = `${countText(place.units)} ${activationName(shape, layer)} ${place.units === 1 ? 'unit' : 'units'}`;
  const weights = rangeText(parameters, place.kernelOffset, place.inputs * place.units);
  const biases = rangeText(parameters, place.biasOffset, place.units);
  const summary = `${layerName(shape, layer)}: ${units}, ${countText(place.inputs)} weights each. Weights ${weights}; biases ${biases}.`;
  if (place.units > MOST_UNITS || place.inputs > MOST_SOURCES) return { summary, head: [], rows: [] };
  const sources = Array.from({ length: place.inputs }, (_, from) => from);
  return {
    summary,
    head: ['Unit', 'Bias', ...sources.map((from) => `From ${unitName(names, layer - 1, from)}`)],
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
  const kind = activationName(shape, layer);
  const value = (from: number): number => weightAt(shape, parameters, layer, from, unit);
  const sources = Array.from({ length: place.inputs }, (_, from) => from);
  const strongest = sources
    .toSorted((a, b) => Math.abs(value(b)) - Math.abs(value(a)))
    .slice(0, MOST_SOURCES);
  const told = place.inputs > MOST_SOURCES ? strongest : sources;
  const weights = told.map((from) => `${unitName(names, layer - 1, from)} ${signedText(value(from))}`);
  const which = place.inputs > MOST_SOURCES ? 'Strongest weights' : 'Weights';
  const from = maps ? (unitIndex(shape, layer) + unit) * maps.side * maps.side : 0;
  const plane = maps ? ` On the plane: ${regionsText({ side: maps.side, values: maps.units, from })}.` : '';
  return `${kind}, bias ${bias}. ${which} from ${weights.join(', ')}.${plane}`;
}

function activationName(shape: NetworkShape, layer: number): string {
  const { activation } = shape.layers[layer]!;
  if (layer === shape.layers.length - 1) return ACTIVATION_WORDS[activation].short;
  return ACTIVATION_WORDS[activation].whole;
}

function rangeText(parameters: ArrayLike<number>, from: number, count: number): string {
  let [low, high] = [Infinity, -Infinity];
  for (let i = from; i < from + count; i++) {
    low = Math.min(low, parameters[i] ?? Number.NaN);
    high = Math.max(high, parameters[i] ?? Number.NaN);
  }
  return count === 1 ? signedText(low) : `from ${signedText(low)} to ${signedText(high)}`;
}
