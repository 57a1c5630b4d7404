/** Columns of a table that hold numbers, which can be the axes of a plane. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { DataSpec } from '#experiment/experiment.ts';
import { isCategory } from '#experiment/tableData.ts';

export function numericColumns(data: DataSpec): number[] {
  const facts = factsOf(data);
  if (facts.kind !== 'table') return [];
  const own = data.set === 'table' ? data.table : undefined;
  return facts.columns.map((_, c) => c).filter((c) => !own || !isCategory(own.columns[c]!));
}
