/** Names of layers and units, for heads, tooltips and screen readers. */
import { FEATURES, type Feature } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/units.ts';
import { featureWords } from '../labels.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';

/** @param layer −1 is the inputs, 0 the first layer after them */
export function layerName(shape: NetworkShape, layer: number): string {
  if (layer < 0) return say.input();
  return layer === shape.layers.length - 1 ? say.output() : say.hidden({ layer: layer + 1 });
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
    const name = inputNames[unit] ?? say.inputUnit({ unit: unit + 1 });
    return isFeature(name) ? featureWords(name) : name;
  }
  if (layer < shape.layers.length - 1) return say.hiddenUnit({ layer: layer + 1, unit: unit + 1 });
  return outputNames.length > 1
    ? say.outputNamed({ name: outputNames[unit] ?? `${unit + 1}` })
    : say.output();
}

function isFeature(name: string): name is Feature {
  return (FEATURES as readonly string[]).includes(name);
}

/** "Hidden 1 unit 3 to output". */
export function linkName(names: NameSources, layer: number, from: number, to: number): string {
  const target = unitName(names, layer, to);
  return say.link({
    from: unitName(names, layer - 1, from),
    to: `${target.charAt(0).toLowerCase()}${target.slice(1)}`,
  });
}
