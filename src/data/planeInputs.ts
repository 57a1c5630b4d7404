/**
 * Network inputs of points of the plane. Engineered features enter as they are, as in TensorFlow Playground. A formula is
 * standardised: its mean and deviation over a grid of the plane become 0 and 1, whatever its range, so that no input drowns the
 * others; the grid and not the samples, so that a map and a link mean the same for every seed. Where a formula has no number it
 * counts as its mean; beyond MOST_DEVIATIONS it is cut, because one pole would outweigh all samples.
 */
import { compileFeature } from '#experiment/features.ts';
import { featureName, isEngineered, PLAIN_FEATURES } from '#experiment/inputNames.ts';
import type { Feature } from '#experiment/vocabulary.ts';
import type { FormulaValue } from '#formula/compileFormula.ts';
import { planeGrid, UNIT_MAP_SIDE } from './planeGrid.ts';
import { pointFeature } from './pointFeatures.ts';
import { formulaScaling, scaledFormula, type FormulaScaling } from './formulaScaling.ts';

export type PlaneInput =
  | { readonly kind: 'feature'; readonly name: Feature }
  | {
      readonly kind: 'formula';
      readonly name: string;
      readonly value: FormulaValue;
      readonly scaling: FormulaScaling;
    };

/** @param features as in a valid experiment */
export function planeInputs(features: readonly string[]): PlaneInput[] {
  return features.map((text) => {
    if (isEngineered(text)) return { kind: 'feature', name: text };
    const { value } = compileFeature(text, PLAIN_FEATURES);
    const scaling = formulaScaling(value, planeGrid(UNIT_MAP_SIDE), 2);
    return { kind: 'formula', name: featureName(text), value, scaling };
  });
}

/** Points [n, 2] → inputs [n, inputs]. */
export function planeInputValues(points: Float32Array, inputs: readonly PlaneInput[]): Float32Array {
  const width = inputs.length;
  const values = new Float32Array((points.length / 2) * width);
  inputs.forEach((input, column) => {
    if (input.kind === 'feature') {
      const value = pointFeature(input.name);
      for (let i = 0, at = column; i < points.length; i += 2, at += width) {
        values[at] = value(points[i]!, points[i + 1]!);
      }
    } else {
      for (let i = 0, at = column; i < points.length; i += 2, at += width) {
        values[at] = scaledFormula(input.value(points, i), input.scaling);
      }
    }
  });
  return values;
}
