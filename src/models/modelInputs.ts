/** How the inputs of a network follow from raw rows, as data: the same arithmetic as `data/prepareData.ts`. */
import { planeInputs } from '#data/planeInputs.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { fitScaling } from '#data/standardise.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { inputNamesOf, PLAIN_FEATURES, splitName } from '#experiment/inputNames.ts';
import { isCategory } from '#experiment/tableData.ts';
import { expressionOf } from './Expression.ts';
import type { ModelInput } from './ModelToExport.ts';

/** A raw row of an image has its pixels as bytes. */
export const LARGEST_PIXEL = 255;

/** @param prepared the samples of this experiment */
export function modelInputs({ data }: Pick<Experiment, 'data'>, prepared: PreparedData): ModelInput[] {
  const facts = factsOf(data);
  const names = inputNamesOf(data);
  switch (facts.kind) {
    case 'image':
      return names.map((name, column) => ({
        kind: 'number',
        name,
        column,
        mean: 0,
        deviation: LARGEST_PIXEL,
      }));
    case 'plane':
      return planeModelInputs(data.features ?? PLAIN_FEATURES, names);
    case 'table': {
      const width = facts.columns.length;
      const { mean, deviation } = fitScaling(prepared.train.raw, width);
      const number = (name: string, column: number): ModelInput => ({
        kind: 'number',
        name,
        column,
        mean: mean[column]!,
        deviation: deviation[column]!,
      });
      if (data.set !== 'table' || !data.table) return names.map(number);
      let at = 0;
      return data.table.columns.flatMap((of, column): ModelInput[] =>
        isCategory(of)
          ? of.values.map((_, value) => ({ kind: 'category', name: names[at++]!, column, value }))
          : [number(names[at++]!, column)],
      );
    }
  }
}

function planeModelInputs(texts: readonly string[], names: readonly string[]): ModelInput[] {
  return planeInputs(texts).map((input, i) => {
    const name = names[i]!;
    const text = texts[i]!;
    const column = PLAIN_FEATURES.findIndex((plain) => plain === text);
    if (column >= 0) return { kind: 'number', name, column, mean: 0, deviation: 1 };
    const expression = expressionOf(splitName(text).formula, PLAIN_FEATURES);
    const scaling =
      input.kind === 'formula' ? { mean: input.scaling.mean, deviation: input.scaling.deviation } : null;
    return { kind: 'formula', name, text, expression, scaling };
  });
}
