/** Names of layers and units, for heads, tooltips and screen readers. */
import { FEATURES, type Feature } from '#experiment/vocabulary.ts';
import { featureWords } from '../labels.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';

/** @param layer −1 is the inputs, 0 the first layer after them */
export function layerName(shape: NetworkShape, layer: number): string {
  if (layer < 0) return 'Input';
  return layer === shape.layers.length - 1 ? 'Output' : `Hidden ${layer + 1}`;
}

export interface NameSources {
  readonly shape: NetworkShape;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** "Hidden 1 unit 3", "x1 squared", "Output". */
export function unitName(
  { shape, inputNames, outputNames }: NameSources,
  layer: number,
  unit: number,
): string {
  if (layer < 0) {
    const name = inputNames[unit] ?? `input ${unit + 1}`;
    return isFeature(name) ? featureWords(name) : name;
  }
  if (layer < shape.layers.length - 1) return `${layerName(shape, layer)} unit ${unit + 1}`;
  return outputNames.length > 1 ? `Output ${outputNames[unit] ?? unit + 1}` : 'Output';
}

function isFeature(name: string): name is Feature {
  return (FEATURES as readonly string[]).includes(name);
}
