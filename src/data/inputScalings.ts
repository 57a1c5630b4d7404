/** Range and scaling of each input of a network, as panels and scripts show them. */
import type { Experiment } from '#experiment/experiment.ts';
import { inputNamesOf, PLAIN_FEATURES } from '#experiment/inputNames.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { formulaScaling, type FormulaScaling } from './formulaScaling.ts';
import { planeGrid, UNIT_MAP_SIDE } from './planeGrid.ts';
import { planeInputs } from './planeInputs.ts';
import { pointFeature } from './pointFeatures.ts';
import type { PreparedData } from './PreparedData.ts';
import { fitScaling } from './standardise.ts';

export interface InputScaling extends FormulaScaling {
  readonly name: string;
  /** As in `data.features`, or the column. */
  readonly text: string;
}

const AS_IT_IS = { mean: 0, deviation: 1 };

/** @param prepared the samples of this experiment */
export function inputScalings({ data }: Pick<Experiment, 'data'>, prepared: PreparedData): InputScaling[] {
  const { kind } = factsOf(data);
  const names = inputNamesOf(data);
  if (kind === 'plane') {
    const grid = planeGrid(UNIT_MAP_SIDE);
    const texts = data.features ?? PLAIN_FEATURES;
    return planeInputs(texts).map((input, i) => {
      const named = { name: names[i]!, text: texts[i]! };
      if (input.kind === 'formula') return { ...input.scaling, ...named };
      const value = pointFeature(input.name);
      const range = formulaScaling((rows, at) => value(rows[at]!, rows[at + 1]!), grid, 2);
      return { ...range, ...AS_IT_IS, ...named };
    });
  }
  const { raw } = prepared.train;
  const width = names.length;
  const { mean, deviation } = fitScaling(raw, width);
  return names.map((name, column) => {
    const { min, max, missing } = formulaScaling((rows, at) => rows[at + column]!, raw, width);
    const scaling = kind === 'image' ? AS_IT_IS : { mean: mean[column]!, deviation: deviation[column]! };
    return { name, text: name, min, max, missing, ...scaling };
  });
}
