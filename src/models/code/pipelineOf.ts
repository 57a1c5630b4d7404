/** The shape of the way from a raw row to the inputs, so that code can write a short loop where one will do. */
import type { ModelInput, ModelToExport } from '../ModelToExport.ts';

export type Pipeline =
  /** The row as it is. */
  | { readonly kind: 'same' }
  /** Each number of the row by the same scaling. */
  | { readonly kind: 'uniform'; readonly mean: number; readonly deviation: number }
  /** Each number of the row by its own. */
  | { readonly kind: 'scaled'; readonly means: readonly number[]; readonly deviations: readonly number[] }
  /** Categories, formulas, or columns that are left out. */
  | { readonly kind: 'mixed'; readonly inputs: readonly ModelInput[] };

export function pipelineOf({ inputs, columns }: Pick<ModelToExport, 'inputs' | 'columns'>): Pipeline {
  const numbers = inputs.filter((input, i) => input.kind === 'number' && input.column === i) as Extract<
    ModelInput,
    { kind: 'number' }
  >[];
  if (numbers.length !== inputs.length || inputs.length !== columns.length) return { kind: 'mixed', inputs };
  const means = numbers.map(({ mean }) => mean);
  const deviations = numbers.map(({ deviation }) => deviation);
  const [mean, deviation] = [means[0]!, deviations[0]!];
  if (numbers.some((each) => each.mean !== mean || each.deviation !== deviation)) {
    return { kind: 'scaled', means, deviations };
  }
  return mean === 0 && deviation === 1 ? { kind: 'same' } : { kind: 'uniform', mean, deviation };
}
